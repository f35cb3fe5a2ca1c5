package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.send.Progress;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** How far a replay is: a bar on a terminal, elsewhere {@link PlainLines} with rate and remaining time. */
final class ReplayProgress {
    private final Progress bar;
    private final long total;
    private final PlainLines lines;
    private long done;

    ReplayProgress(Progress bar, long total, Consumer<String> plainLines, LongSupplier nanoTime) {
        this.bar = bar;
        this.total = total;
        this.lines = new PlainLines(plainLines, nanoTime);
    }

    /** One more record is read. */
    void record() {
        done++;
        bar.to(done);
        lines.offer(seconds -> String.format(
                Locale.ROOT,
                "%d of %d records, %d a second, about %d s left",
                done,
                total,
                Math.round(done / seconds),
                Math.round((total - done) * seconds / done)));
    }
}
