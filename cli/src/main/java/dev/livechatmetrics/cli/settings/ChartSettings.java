package dev.livechatmetrics.cli.settings;

/** How charts are answered. */
public record ChartSettings(Compatibility compatibility) {
    /** With what charts-data is compatible; as CHARTS_COMPATIBILITY names them, in lower case. */
    public enum Compatibility {
        EXACT,
        ROCKETCHAT
    }
}
