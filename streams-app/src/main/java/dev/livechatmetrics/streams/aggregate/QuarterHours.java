package dev.livechatmetrics.streams.aggregate;

/**
 * Quarter hours of UTC, counted from the epoch: the finest buckets. The days and hours of every zone of today's rules
 * begin on one, so any zone's charts are exact sums of them.
 */
public final class QuarterHours {
    public static final long MILLIS = 900_000;

    private QuarterHours() {}

    /** The quarter hour in which an instant lies. */
    public static int of(long epochMillis) {
        return Math.toIntExact(Math.floorDiv(epochMillis, MILLIS));
    }

    public static long startMillis(int quarterHour) {
        return quarterHour * MILLIS;
    }
}
