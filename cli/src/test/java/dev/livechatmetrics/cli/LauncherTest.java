package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher itself, in a tree of its own whose Maven and Java are scripts: this Maven notes each call and makes the
 * jars, this Java prints its arguments. That the real ones work together is for the build pipeline to show.
 */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("..", "livechat-metrics").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path root;
    private Path bin;
    private Path builds;

    @BeforeEach
    void layOutATree() throws IOException {
        root = Files.createDirectories(folder.resolve("a folder"));
        bin = Files.createDirectories(folder.resolve("jdk/bin"));
        builds = folder.resolve("builds");
        Files.copy(LAUNCHER, root.resolve("livechat-metrics"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(root.resolve("pom.xml"));
        for (String module : List.of("testkit", "schemas", "streams-app", "query-api", "cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        release("17.0.15");
        script("java", "printf '%s\\n' \"$@\"; pwd");
        script("javac", "exit 1");
        script("mvn", "echo built >>'" + builds + "'; mkdir -p cli/target/lib; touch cli/target/cli-1.jar");
    }

    @Test
    void shouldBuildOnceAndThenRun() throws Exception {
        Result first = launch(root.resolve("livechat-metrics"), "broker", "--port", "0");
        Result second = launch(root.resolve("livechat-metrics"), "--version");

        assertThat(first.status()).isZero();
        assertThat(first.err()).isEqualTo("Building…\n");
        assertThat(first.out())
                .endsWith("dev.livechatmetrics.cli.LivechatMetrics\nbroker\n--port\n0\n" + folder.toRealPath() + "\n")
                .contains(root.toRealPath() + "/cli/target/cli-1.jar:" + root.toRealPath() + "/cli/target/lib/*");
        assertThat(second.err()).isEmpty();
        assertThat(buildCount()).isEqualTo(1);
    }

    @Test
    void shouldBuildAgainWhenASourceIsNewerOrGone() throws Exception {
        Path source = Files.createFile(root.resolve("schemas/src/main/Event.java"));
        launch(root.resolve("livechat-metrics"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        launch(root.resolve("livechat-metrics"));
        assertThat(buildCount()).isEqualTo(2);

        Files.delete(source);
        launch(root.resolve("livechat-metrics"));
        launch(root.resolve("livechat-metrics"));
        assertThat(buildCount()).isEqualTo(3);
    }

    @Test
    void shouldBuildOnceWhenStartedTwiceAtOnce() throws Exception {
        script(
                "mvn",
                "echo built >>'" + builds + "'; while [ ! -e '" + folder + "/go' ]; do :; done;"
                        + " mkdir -p cli/target/lib; touch cli/target/cli-1.jar");
        Process first = process(root.resolve("livechat-metrics"));
        Process second = process(root.resolve("livechat-metrics"));
        first.errorReader().readLine(); // one of them builds, the other one waits
        second.errorReader().readLine();
        Files.createFile(folder.resolve("go"));

        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(List.of(first.exitValue(), second.exitValue())).containsOnly(0);
        assertThat(buildCount()).isEqualTo(1);
    }

    @Test
    void shouldWorkThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("links")).resolve("lm"), Path.of("../a folder/livechat-metrics"));

        assertThat(launch(link, "--help").out()).contains(root.toRealPath() + "/cli/target/cli-1.jar");
    }

    @Test
    void shouldShowTheWordsOfMavenOnlyWhenItFails() throws Exception {
        script("mvn", "echo 'no compiler today'; exit 1");

        Result failed = launch(root.resolve("livechat-metrics"));

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("no compiler today", "build failed");
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void shouldLeaveNoJarOfAnOlderBuildOnTheClassPath() throws Exception {
        launch(root.resolve("livechat-metrics"));
        Path old = Files.createFile(root.resolve("cli/target/lib/kafka-1.jar"));
        Files.setLastModifiedTime(
                root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(2)));
        launch(root.resolve("livechat-metrics"));

        assertThat(old).doesNotExist();
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        Files.delete(bin.resolve("mvn"));
        assertThat(launch(root.resolve("livechat-metrics")).err()).contains("Maven is missing");

        release("11.0.2");
        assertThat(launch(root.resolve("livechat-metrics")).err()).contains("Java 11.0.2 is too old");

        release("1.8.0_402");
        assertThat(launch(root.resolve("livechat-metrics")).err()).contains("Java 1.8.0_402 is too old");

        Files.delete(bin.resolve("java"));
        assertThat(launch(root.resolve("livechat-metrics")).err()).contains("JAVA_HOME");
    }

    @Test
    void shouldAllowNativeCodeWhereJavaWouldWarn() throws Exception {
        assertThat(launch(root.resolve("livechat-metrics")).out()).doesNotContain("--enable-native-access");

        release("25.0.1");
        assertThat(launch(root.resolve("livechat-metrics")).out()).contains("--enable-native-access=ALL-UNNAMED");
    }

    private record Result(int status, String out, String err) {}

    private Result launch(Path launcher, String... arguments) throws Exception {
        Process process = process(launcher, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private Process process(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS"));
        environment.put("JAVA_HOME", bin.getParent().toString());
        environment.put("PATH", bin + ":" + systemToolsWithoutMaven());
        return builder.start();
    }

    /** The tools that the launcher uses and no others, so that the Maven of this machine is not among them. */
    private String systemToolsWithoutMaven() throws IOException {
        Path tools = folder.resolve("tools");
        if (Files.notExists(tools)) {
            Files.createDirectory(tools);
            for (String tool : List.of(
                    "bash",
                    "cat",
                    "cp",
                    "dirname",
                    "env",
                    "find",
                    "flock",
                    "head",
                    "mkdir",
                    "mktemp",
                    "readlink",
                    "rm",
                    "sed",
                    "touch")) {
                script(tools.resolve(tool), "/bin/sh", "exec " + systemTool(tool) + " \"$@\"");
            }
        }
        return tools.toString();
    }

    private static Path systemTool(String name) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(path -> Path.of(path, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the launcher needs " + name));
    }

    private void release(String version) throws IOException {
        Files.writeString(bin.resolveSibling("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void script(String name, String body) throws IOException {
        script(bin.resolve(name), "/usr/bin/env bash", body);
    }

    private static void script(Path file, String interpreter, String body) throws IOException {
        Files.writeString(file, "#!" + interpreter + "\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int buildCount() throws IOException {
        return Files.readAllLines(builds).size();
    }
}
