package dev.livechatmetrics.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The orders that come in lines on standard input. Their end is the end of the process: at once where it is at work,
 * because then nobody waits for the result any more.
 */
public final class Orders {
    private static final String END = "";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile boolean atWork;

    public Orders() {
        Thread reader = new Thread(this::read, "orders");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next order, or null where none comes any more. */
    public String next() throws InterruptedException {
        atWork = false;
        String line = lines.take();
        atWork = !line.equals(END);
        return atWork ? line : null;
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException gone) {
            // The end, all the same.
        }
        if (atWork) {
            Runtime.getRuntime().halt(1);
        }
        lines.add(END);
    }
}
