package dev.livechatmetrics.streams.topology;

/**
 * How long the stores keep what. All days are by the clock; no event's own date ever makes anything leave.
 *
 * @param condenseAfterDays after the latest event of a closed conversation, and after its arrival; 0 = never
 * @param retentionDays for which a conversation is kept after it was opened; 0 = for ever
 * @param waitingEventsMax how many events of one conversation wait for its opening
 * @param waitingMaxDays for which they wait after the last of them has arrived; 0 = for ever
 */
public record LifecycleLimits(int condenseAfterDays, int retentionDays, int waitingEventsMax, int waitingMaxDays) {
    /** Everything is kept as it is. */
    public static final LifecycleLimits NONE = new LifecycleLimits(0, 0, Integer.MAX_VALUE, 0);

    /** What holds where nothing is configured. */
    public static final LifecycleLimits DEFAULT = new LifecycleLimits(30, 0, 100_000, 30);
}
