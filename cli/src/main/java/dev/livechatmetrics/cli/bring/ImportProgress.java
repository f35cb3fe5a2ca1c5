package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.send.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How far an import is: a bar with rate and remaining time on a terminal, elsewhere a line of both every
 * {@value #EVERY_SECONDS} seconds. The measure is bytes of the files as they lie there, zipped or not.
 */
final class ImportProgress {
    static final int EVERY_SECONDS = 10;

    private final Progress bar;
    private final long totalBytes;
    private final Consumer<String> plainLines;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private String file = "";
    private long bytesBefore;
    private long bytes;
    private long lines;
    private long saidNanos;

    /** {@code totalBytes} is -1 where it is not known; {@code plainLines} takes what is said where there is no bar. */
    ImportProgress(Progress bar, long totalBytes, Consumer<String> plainLines, LongSupplier nanoTime) {
        this.bar = bar;
        this.totalBytes = totalBytes;
        this.plainLines = plainLines;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
        this.saidNanos = startedNanos;
    }

    void begin(String name) {
        file = name;
    }

    /** One more line of the file, of which so many bytes were read. */
    void line(long bytesOfFile) {
        lines++;
        bytes = bytesBefore + bytesOfFile;
        bar.to(bytes);
        // Asking for the time costs as much as a tenth of a line.
        if (lines % 1_024 == 0) {
            say();
        }
    }

    void end(long bytesOfFile) {
        bytesBefore += bytesOfFile;
        bytes = bytesBefore;
        bar.to(bytes);
    }

    private void say() {
        long now = nanoTime.getAsLong();
        if (now - saidNanos >= Duration.ofSeconds(EVERY_SECONDS).toNanos()) {
            saidNanos = now;
            plainLines.accept(text(Duration.ofNanos(now - startedNanos)));
        }
    }

    private String text(Duration elapsed) {
        double seconds = elapsed.toMillis() / 1_000.0;
        String text = file + ": " + lines + " documents read, " + Math.round(lines / seconds) + " a second";
        if (totalBytes <= 0 || bytes == 0) {
            return text;
        }
        double done = Math.min(1, (double) bytes / totalBytes);
        return text + String.format(Locale.ROOT, ", %.0f %% of all bytes", done * 100) + ", about "
                + Math.round(seconds / done - seconds) + " s left";
    }
}
