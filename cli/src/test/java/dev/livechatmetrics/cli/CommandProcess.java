package dev.livechatmetrics.cli;

import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.SharedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command of the product in a process of its own, with no environment but what it is given; what it prints goes to
 * files under {@code target/processes}. It is killed with {@code close} if it still runs.
 */
public final class CommandProcess implements AutoCloseable {
    private static final Path OUTPUT = Path.of("target", "processes");
    private static final int PATIENCE_SECONDS = 120;

    /** Of a class of its own: threads of this one look at what the process says that loads them. */
    private static final class Shared {
        private static final SharedClasses CLASSES = shareClasses();
    }

    /** By which the environment tells any JVM more. */
    static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    private static SharedClasses shareClasses() {
        try {
            return SharedClasses.of(
                    Path.of("target", "classes-shared"),
                    System.getProperty("java.class.path"),
                    CommandProcess::loadClasses);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("no archive of classes could be made", failed);
        }
    }

    /** An instance that is ready has about all of them. */
    private static void loadClasses(SharedClasses classes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("classes-shared-");
        try (CommandProcess serve =
                start(classes, List.of(), InstanceFolder.in(folder).environment(Map.of()), "serve")) {
            new Api(serve.lineAfter("API: ")).awaitReady();
            int unused = serve.stop();
        } finally {
            FolderTree.delete(folder);
        }
    }

    public static CommandProcess start(Map<String, String> environment, String... arguments) throws IOException {
        return start(Shared.CLASSES, List.of(), environment, arguments);
    }

    /** With the log as operators have it, which that of the tests else stands in for. */
    static CommandProcess startWithOperatorsLog(Map<String, String> environment, String... arguments)
            throws IOException {
        return start(Shared.CLASSES, List.of("-Dlogback.configurationFile=logback.xml"), environment, arguments);
    }

    private static CommandProcess start(
            SharedClasses classes, List<String> jvmOptions, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Short lives on few cores: half of a cold start's processor time, and a quarter of what is left.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8"));
        if (!environment.containsKey(JVM_OPTIONS)) { // which may allow less
            command.add("-Xms256m");
        }
        command.addAll(classes.flags());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classes.classPath(), LivechatMetrics.class.getName()));
        command.addAll(List.of(arguments));
        Files.createDirectories(OUTPUT);
        Path out = Files.createTempFile(OUTPUT, arguments[0] + "-", ".out");
        Path err = Path.of(out.toString().replaceFirst("out$", "err"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(environment);
        return new CommandProcess(builder.start(), out, err);
    }

    /** The rest of the first line of standard output that starts so. */
    public String lineAfter(String start) {
        return await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(start), found -> found.isPresent() || !process.isAlive())
                .or(() -> find(start))
                .orElseThrow(() -> new IllegalStateException(
                        "the process ended without saying \"" + start + "\", but: " + out() + err()));
    }

    private Optional<String> find(String start) {
        String said = out();
        return said.substring(0, said.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    /** What it has said on standard output so far. */
    public String out() {
        return read(out);
    }

    /** What it has said on standard error so far. */
    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends SIGTERM and returns the exit status. */
    public int stop() throws InterruptedException {
        process.destroy();
        return exitStatus();
    }

    /** Sends SIGKILL and returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitStatus();
    }

    /** Sends SIGSTOP: it stands still, as in a long pause of its machine, and knows nothing of it. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Sends SIGCONT: it goes on as if no time had passed. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("no SIG" + name + " could be sent");
        }
    }

    public int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process still runs");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
