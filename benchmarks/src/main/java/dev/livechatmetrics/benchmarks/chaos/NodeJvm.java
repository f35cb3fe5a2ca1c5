package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that can be killed, frozen and asked to stop. It watches its standard input, so that it ends when this process
 * does, however that ends; what it prints is added to a file by this process, so that it can say so on a full disk, too.
 */
final class NodeJvm {
    private static final int PATIENCE_SECONDS = 30;
    private static final int LAST_WORDS = 25;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread copier;

    private NodeJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.copier = new Thread(this::copyOutput, name + "-output");
        copier.setDaemon(true);
        copier.start();
    }

    static NodeJvm start(
            String name,
            Class<?> main,
            JvmSettings settings,
            Path folder,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        List<String> command = settings.command(main, folder, arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        RUNNING.add(process);
        return new NodeJvm(name, process, folder.resolve(name + ".log"));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws ChaosException, InterruptedException {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** SIGTERM; returns the exit status. Not by {@link Process#destroy}, which closes the standard input that it watches. */
    int stop() throws IOException, ChaosException, InterruptedException {
        signal("TERM");
        return awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** Returns the exit status. */
    int awaitEnd(Duration within) throws ChaosException, InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("still runs after " + within.toSeconds() + " s");
        }
        RUNNING.remove(process);
        copier.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
        return process.exitValue();
    }

    /** SIGSTOP: it stands still as in a long pause of its machine, and knows nothing of it. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("No SIG" + signal + " could be sent to " + name);
        }
    }

    ChaosException failure(String what) {
        return new ChaosException("The process " + name + " " + what + "\n" + String.join("\n", lastWords()));
    }

    /** The last lines that it and its predecessors of the same name have printed. */
    List<String> lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
        } catch (IOException unreadable) {
            return List.of(unreadable.toString());
        }
    }

    private void copyOutput() {
        try (InputStream in = process.getInputStream();
                OutputStream out = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            in.transferTo(out);
        } catch (IOException gone) {
            // The process was killed in the middle of a line.
        }
    }
}
