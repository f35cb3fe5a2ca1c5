package dev.livechatmetrics.streams.conversation;

/**
 * What the clock judges a conversation by; it stands in the head row, so that the whole conversation need not be read.
 *
 * @param openedAtMillis since the epoch, or {@link #NOT_OPENED}
 * @param lastArrivalDay the day of UTC, counted from the epoch, on which an event was taken last
 */
public record Standing(Kind kind, long openedAtMillis, int lastArrivalDay) {
    /** The time of an opening that has not come: later than any. */
    public static final long NOT_OPENED = Long.MAX_VALUE;

    /** How far a conversation has come. */
    public enum Kind {
        /** Nothing is known of it. */
        UNKNOWN,
        /** Its events wait for its opening. */
        WAITING,
        /** Opened and not closed, or known to be open again. */
        OPEN,
        /** Opened and closed; whether it was opened again after that, only its events say. */
        CLOSED,
        CONDENSED,
        DELETED
    }

    /** The head row of that conversation, read for this alone. */
    public static Standing of(byte[] conversationId, byte[] headRow) {
        return HeadRow.decode(conversationId, headRow).standing();
    }
}
