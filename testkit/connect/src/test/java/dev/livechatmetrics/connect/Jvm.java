package dev.livechatmetrics.connect;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process of its own with a class path of its own; what it prints goes to a file under {@code target/processes}. */
final class Jvm implements AutoCloseable {
    private static final Path OUTPUT = Path.of("target", "processes");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;

    private Jvm(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    static Jvm start(String name, String classPath, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                classPath));
        command.addAll(arguments);
        Files.createDirectories(OUTPUT);
        Path out = Files.createTempFile(OUTPUT, name + "-", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(environment);
        return new Jvm(builder.start(), out);
    }

    /** The rest of the first line that starts so. */
    String lineAfter(String start) {
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || lines().stream().anyMatch(line -> line.startsWith(start)));
        return lines().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it ended without saying \"" + start + "\": " + lines()));
    }

    /** Returns once a line has all these words. */
    void awaitLine(String... words) {
        await().atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended: " + lines());
            }
            return lines().stream().anyMatch(line -> Stream.of(words).allMatch(line::contains));
        });
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
