package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.function.ToLongFunction;

/** The times of a conversation whose distribution is kept; a time that is missing or 0 counts nowhere. */
public enum TimeFigure {
    CHAT_DURATION(0, Contribution::chatDurationMillis, 1_000),
    FIRST_RESPONSE(1, Contribution::firstResponseMillis, 1_000),
    RESPONSE(2, Contribution::averageResponseMicros, 1_000_000),
    REACTION(3, Contribution::firstReactionMillis, 1_000);

    /** Not {@code values()}, which makes an array each time. */
    static final TimeFigure[] ALL = values();

    private final int place;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference keeps nothing
    private final ToLongFunction<Contribution> figure;

    private final long unitsPerSecond;

    TimeFigure(int place, ToLongFunction<Contribution> figure, long unitsPerSecond) {
        this.place = place;
        this.figure = figure;
        this.unitsPerSecond = unitsPerSecond;
    }

    /** In rows and between instances, from 0 on and in this order: never to be another. */
    public int place() {
        return place;
    }

    /** In the units in which it is kept. */
    public long of(Contribution contribution) {
        return figure.applyAsLong(contribution);
    }

    public long unitsPerSecond() {
        return unitsPerSecond;
    }
}
