package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.send.Progress;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How far an import is: a bar with rate and remaining time on a terminal, elsewhere {@link PlainLines} of both. The
 * measure is bytes of the files as they lie there, zipped or not.
 */
final class ImportProgress {
    private final Progress bar;
    private final long totalBytes;
    private final PlainLines plainLines;
    private String file = "";
    private long bytesBefore;
    private long bytes;
    private long lines;

    /** {@code totalBytes} is -1 where it is not known; {@code plainLines} takes what is said where there is no bar. */
    ImportProgress(Progress bar, long totalBytes, Consumer<String> plainLines, LongSupplier nanoTime) {
        this.bar = bar;
        this.totalBytes = totalBytes;
        this.plainLines = new PlainLines(plainLines, nanoTime);
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
            plainLines.offer(this::text);
        }
    }

    void end(long bytesOfFile) {
        bytesBefore += bytesOfFile;
        bytes = bytesBefore;
        bar.to(bytes);
    }

    private String text(double seconds) {
        String text = file + ": " + lines + " documents read, " + Math.round(lines / seconds) + " a second";
        if (totalBytes <= 0 || bytes == 0) {
            return text;
        }
        double done = Math.min(1, (double) bytes / totalBytes);
        return text + String.format(Locale.ROOT, ", %.0f %% of all bytes", done * 100) + ", about "
                + Math.round(seconds / done - seconds) + " s left";
    }
}
