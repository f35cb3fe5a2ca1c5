package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.send.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** How far a replay is: a bar on a terminal, elsewhere a line with rate and remaining time every {@value #EVERY_SECONDS} seconds. */
final class ReplayProgress {
    static final int EVERY_SECONDS = 10;

    private final Progress bar;
    private final long total;
    private final Consumer<String> plainLines;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private long saidNanos;
    private long done;

    ReplayProgress(Progress bar, long total, Consumer<String> plainLines, LongSupplier nanoTime) {
        this.bar = bar;
        this.total = total;
        this.plainLines = plainLines;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
        this.saidNanos = startedNanos;
    }

    /** One more record is read. */
    void record() {
        done++;
        bar.to(done);
        long now = nanoTime.getAsLong();
        if (now - saidNanos >= Duration.ofSeconds(EVERY_SECONDS).toNanos()) {
            saidNanos = now;
            double seconds = (now - startedNanos) / 1e9;
            plainLines.accept(String.format(
                    Locale.ROOT,
                    "%d of %d records, %d a second, about %d s left",
                    done,
                    total,
                    Math.round(done / seconds),
                    Math.round((total - done) * seconds / done)));
        }
    }
}
