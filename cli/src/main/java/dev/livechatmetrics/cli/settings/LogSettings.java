package dev.livechatmetrics.cli.settings;

/** How the log is written. */
public record LogSettings(Format format) {
    /** As LOG_FORMAT names them, in lower case. */
    public enum Format {
        TEXT,
        JSON
    }
}
