package dev.livechatmetrics.cli.bring;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What is said of progress where there is no bar: a line every {@value #EVERY_SECONDS} seconds. */
final class PlainLines {
    static final int EVERY_SECONDS = 10;

    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private long saidNanos;

    /** {@code nanoTime}: as {@link System#nanoTime()}; the work begins now. */
    PlainLines(Consumer<String> lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
        this.saidNanos = startedNanos;
    }

    /** Says a line if one is due; {@code line} makes it of the seconds since the work began. */
    void offer(Function<Double, String> line) {
        long now = nanoTime.getAsLong();
        if (now - saidNanos >= Duration.ofSeconds(EVERY_SECONDS).toNanos()) {
            saidNanos = now;
            lines.accept(line.apply((now - startedNanos) / 1e9));
        }
    }
}
