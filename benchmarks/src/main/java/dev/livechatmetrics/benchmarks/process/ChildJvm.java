package dev.livechatmetrics.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that is spoken to in lines: orders on its standard input, answers on its standard
 * output. It ends when its input does, so also when this process is killed.
 */
public final class ChildJvm implements AutoCloseable {
    private static final String END = "";
    private static final int CLOSE_SECONDS = 30;
    private static final int LAST_WORDS = 40;

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readAnswers, name + "-answers");
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts {@code main}, which must answer each line with one line.
     *
     * @param folder for its log and its temporary files
     */
    public static ChildJvm start(String name, Class<?> main, JvmSettings settings, Path folder, List<String> arguments)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        List<String> command = settings.command(main, folder, arguments);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new ChildJvm(name, process, log);
    }

    /** Sends one line and awaits the answer. */
    public String ask(String order, Duration within) throws ChildException, InterruptedException {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException gone) {
            throw failure("ended: " + gone.getMessage());
        }
        return answer(within);
    }

    public long pid() {
        return process.pid();
    }

    /** The next line that it says. */
    public String answer(Duration within) throws ChildException, InterruptedException {
        String line = answers.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw failure("did not answer within " + within.toSeconds() + " s");
        }
        if (line.equals(END)) {
            throw failure("ended");
        }
        return line;
    }

    /** What went wrong with this process, with the last lines of its log. */
    public ChildException failure(String what) {
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(log);
        } catch (IOException unreadable) {
            lines = List.of(unreadable.toString());
        }
        List<String> lastWords = lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
        return new ChildException("The process " + name + " " + what + "\n" + String.join("\n", lastWords));
    }

    private void readAnswers() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException gone) {
            // Said by the line that follows.
        }
        answers.add(END);
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
