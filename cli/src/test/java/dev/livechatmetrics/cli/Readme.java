package dev.livechatmetrics.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the README says, in the parts that tests hold it to. */
final class Readme {
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?m)^```\\w*\n((?s:.*?)\n)```$");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme read() {
        try {
            return new Readme(Files.readString(REPOSITORY.resolve("README.md")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The fenced block right after the marker, an HTML comment such as {@code <!-- run: send -->}. */
    String blockAfter(String marker) {
        Matcher block = BLOCK.matcher(text);
        int after = text.indexOf(marker + "\n");
        if (after < 0 || !block.find(after) || block.start() != after + marker.length() + 1) {
            throw new IllegalStateException("the README has no block after " + marker);
        }
        return block.group(1);
    }

    /** The one fenced block that begins so. */
    String blockThatBegins(String start) {
        List<String> blocks = BLOCK.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.startsWith(start))
                .toList();
        if (blocks.size() != 1) {
            throw new IllegalStateException("the README has " + blocks.size() + " blocks that begin with " + start);
        }
        return blocks.get(0);
    }

    /** The rows of the first table under the heading, without its head; cells as they are written. */
    List<List<String>> table(String heading) {
        Matcher section = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$.*?^\\|-.*?\n((?:^\\|[^\n]*\n)+)")
                .matcher(text);
        if (!section.find()) {
            throw new IllegalStateException("the README has no table under " + heading);
        }
        return section.group(1)
                .lines()
                .map(line ->
                        CELLS.splitAsStream(line).skip(1).map(String::strip).toList())
                .toList();
    }

    /** What stands between backticks in a cell. */
    static List<String> code(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
