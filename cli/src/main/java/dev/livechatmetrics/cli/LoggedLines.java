package dev.livechatmetrics.cli;

import java.io.PrintWriter;
import java.io.Writer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs what is printed, line by line; empty ones are left out. */
final class LoggedLines extends Writer {
    private static final String WARNING = "Warning: ";

    private final Level level;
    private final Logger log;
    private final StringBuilder line = new StringBuilder();

    private LoggedLines(Level level, Logger log) {
        this.level = level;
        this.log = log;
    }

    /** Of this level, but for warnings. */
    static PrintWriter at(Level level, Logger log) {
        return new PrintWriter(new LoggedLines(level, log), true);
    }

    @Override
    public void write(char[] chars, int from, int length) {
        synchronized (lock) {
            for (int i = from; i < from + length; i++) {
                if (chars[i] == '\n') {
                    logLine();
                } else if (chars[i] != '\r') {
                    line.append(chars[i]);
                }
            }
        }
    }

    private void logLine() {
        String text = line.toString();
        line.setLength(0);
        if (!text.isBlank()) {
            boolean warning = text.startsWith(WARNING);
            log.atLevel(warning ? Level.WARN : level).log(warning ? text.substring(WARNING.length()) : text);
        }
    }

    @Override
    public void flush() {
        // A line is logged at its end.
    }

    @Override
    public void close() {
        synchronized (lock) {
            logLine();
        }
    }
}
