package dev.livechatmetrics.streams.aggregate;

/** The figures of an {@link Aggregate}: so that a question need not carry those it does not want. */
public enum Figure {
    CONVERSATIONS(0),
    MESSAGES(1),
    VISITOR_MESSAGES(2),
    CHAT_DURATIONS(3),
    CHAT_DURATION_MILLIS(4),
    FIRST_RESPONSES(5),
    FIRST_RESPONSE_MILLIS(6),
    AVERAGE_RESPONSES(7),
    AVERAGE_RESPONSE_MICROS(8),
    FIRST_REACTIONS(9),
    FIRST_REACTION_MILLIS(10);

    private final int place;

    Figure(int place) {
        this.place = place;
    }

    /** In an {@link Aggregate}, from 0 on. */
    int place() {
        return place;
    }
}
