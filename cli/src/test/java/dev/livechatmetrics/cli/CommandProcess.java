package dev.livechatmetrics.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command of the product in a process of its own, which is killed with {@code close} if it still runs. */
public final class CommandProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;

    private CommandProcess(Process process) {
        this.process = process;
    }

    public static CommandProcess start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // half the time of a cold start
                "-cp",
                System.getProperty("java.class.path"),
                LivechatMetrics.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new CommandProcess(builder.start());
    }

    /** The rest of the first line of standard output that starts so. */
    public String lineAfter(String start) {
        return CompletableFuture.supplyAsync(() -> readLineAfter(start))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private String readLineAfter(String start) {
        try {
            BufferedReader out = process.inputReader();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(start)) {
                    return line.substring(start.length());
                }
            }
            throw new IllegalStateException("the process ended without saying: " + start);
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
