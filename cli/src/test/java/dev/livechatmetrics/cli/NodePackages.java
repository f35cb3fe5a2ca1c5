package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;

/** The packages of {@code src/test/node}, fetched once and kept under {@code target}. */
record NodePackages(Path folder) {
    private static final Path SCRIPTS = Path.of("src", "test", "node").toAbsolutePath();
    private static final Path OUTPUT = Path.of("target", "processes").toAbsolutePath();
    private static final int INSTALL_SECONDS = 120;

    /** Where npm's packages cannot be had, the test is skipped by name or, where {@code REQUIRE} names node, fails. */
    static NodePackages installed() throws IOException, InterruptedException {
        CRC32 named = new CRC32();
        named.update(Files.readAllBytes(SCRIPTS.resolve("package.json")));
        named.update(Files.readAllBytes(SCRIPTS.resolve("package-lock.json")));
        Path folder =
                Path.of("target", "node-" + Long.toHexString(named.getValue())).toAbsolutePath();
        Path complete = folder.resolve("complete");
        if (Files.notExists(complete)) {
            Run install = run(
                    INSTALL_SECONDS, Map.of(), SCRIPTS.resolve("install.mjs").toString(), folder.toString());
            if (install.status() != 0) {
                String reason = "npm's packages cannot be had: " + install.said();
                assertThat(Requirement.NODE.isRequired(System.getenv()))
                        .as(reason)
                        .isFalse();
                Assumptions.abort(reason);
            }
            Files.createFile(complete);
        }
        return new NodePackages(folder);
    }

    /** Exit status and all that was said. */
    record Run(int status, String said) {}

    /** Runs a script of {@code src/test/node} with Node's own test runner. */
    Run test(String script, Map<String, String> environment) throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PACKAGES", folder.toString());
        return run(INSTALL_SECONDS, all, "--test", SCRIPTS.resolve(script).toString());
    }

    private static Run run(int seconds, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(OUTPUT);
        Path output = Files.createTempFile(OUTPUT, "node-", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                        RequiredPrograms.path(Requirement.NODE).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        Process node = builder.start();
        try {
            boolean ended = node.waitFor(seconds, TimeUnit.SECONDS);
            return new Run(ended ? node.exitValue() : -1, Files.readString(output));
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
    }
}
