package dev.livechatmetrics.cli.send;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, or nothing. */
public final class Progress implements AutoCloseable {
    private static final int COLUMNS = 79;

    private final ProgressBar bar;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    public static Progress none() {
        return new Progress(null);
    }

    /** A bar on standard error; {@code total} is -1 where it is not known. */
    public static Progress bar(String task, long total, String unit, long unitSize) {
        // A given width, because the bar would else load a terminal library and its native code to ask for it.
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                .build());
    }

    /**
     * Whether standard error is a terminal. System.console() does not tell: it asks about standard input and output, and
     * from Java 22 on it is there without a terminal too. Where the system cannot be asked, the answer is no.
     */
    public static boolean isPossible() {
        String terminal = System.getenv("TERM");
        if (terminal == null || terminal.toLowerCase(Locale.ROOT).equals("dumb")) {
            return false;
        }
        try {
            return new ProcessBuilder("test", "-t", "2")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void to(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** What a line printed over the bar begins with: back to the left margin, and the rest wiped. */
    String lineStart() {
        return bar == null || closed.get() ? "" : "\r\u001b[K";
    }

    /** Draws the bar for the last time; from any thread, and more than once. */
    @Override
    public void close() {
        if (bar != null && closed.compareAndSet(false, true)) {
            bar.close();
        }
    }
}
