package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The README's tables and links are those of this build. */
class ReadmeTest {
    /** Not one key but a form of keys: {@code KAFKA_*}, {@code STREAMS_…_FILE}, {@code PEER_SECRET_FILE} and the like. */
    private static final Pattern FORM = Pattern.compile(".*[*…].*|(PEER_SECRET|ROCKETCHAT_WEBHOOK_TOKEN)_FILE");

    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private final Readme readme = Readme.read();

    @Test
    void shouldListEverySettingWithItsDefault() {
        List<String> listed = new ArrayList<>();
        for (List<String> row : readme.table("Settings")) {
            List<String> keys = Readme.code(row.get(0)).stream()
                    .filter(key -> !FORM.matcher(key).matches())
                    .toList();
            List<String> defaults = row.get(1).startsWith("`") ? Readme.code(row.get(1)) : List.of();
            for (int i = 0; i < keys.size(); i++) {
                listed.add(keys.get(i) + " " + (defaults.isEmpty() ? "" : defaults.get(i)));
            }
        }

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SettingKey.values())
                        .map(key -> key + " " + key.defaultText().orElse(""))
                        .toList());
    }

    @Test
    void shouldListEveryCommand() {
        List<String> listed = readme.table("Commands").stream()
                .flatMap(row -> Readme.code(row.get(0)).stream())
                .flatMap(ReadmeTest::commands)
                .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(commands("", LivechatMetrics.commandLine()));
    }

    /** {@code send [FILE…]} is send; {@code dead-letters list \| resend} is two. */
    private static Stream<String> commands(String cell) {
        List<String> words = Arrays.stream(cell.split("[\\s\\\\|]+"))
                .filter(word -> word.matches("[a-z-]+"))
                .toList();
        return words.size() == 1
                ? words.stream()
                : words.stream().skip(1).map(subcommand -> words.get(0) + " " + subcommand);
    }

    private static List<String> commands(String path, CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return List.of(path.strip());
        }
        return command.getSubcommands().entrySet().stream()
                .flatMap(entry -> commands(path + " " + entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Readme.REPOSITORY.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(Readme.REPOSITORY.resolve("README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLinkToWhatIsThere(Path page) throws IOException {
        String prose = FENCED.matcher(Files.readString(page)).replaceAll("");

        assertThat(LINK.matcher(prose).results().map(found -> found.group(1)))
                .filteredOn(target -> !target.matches("[a-z]+:.*|#.*"))
                .allSatisfy(target -> assertThat(page.resolveSibling(target.replaceFirst("#.*", "")))
                        .exists());
    }
}
