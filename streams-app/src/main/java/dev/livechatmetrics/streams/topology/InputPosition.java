package dev.livechatmetrics.streams.topology;

/**
 * How far one partition of the two topics of events is read: the offsets of the records that come next, so that all
 * before them have had their effect. What says that it is at a position contains every effect of what lies before it.
 */
public record InputPosition(long conversations, long messages) {
    /** Where nothing is read. */
    public static final InputPosition START = new InputPosition(0, 0);

    public InputPosition {
        if (conversations < 0 || messages < 0) {
            throw new IllegalArgumentException("offsets below 0: " + conversations + ", " + messages);
        }
    }

    public boolean covers(InputPosition other) {
        return conversations >= other.conversations && messages >= other.messages;
    }
}
