package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.function.ToLongFunction;

/** The times of a conversation whose distribution is kept; a time that is missing or 0 counts nowhere. */
public enum TimeFigure {
    CHAT_DURATION(Contribution::chatDurationMillis, 1_000),
    FIRST_RESPONSE(Contribution::firstResponseMillis, 1_000),
    RESPONSE(Contribution::averageResponseMicros, 1_000_000),
    REACTION(Contribution::firstReactionMillis, 1_000);

    /** Not {@code values()}, which makes an array each time. */
    static final TimeFigure[] ALL = values();

    private final ToLongFunction<Contribution> figure;
    private final long unitsPerSecond;

    TimeFigure(ToLongFunction<Contribution> figure, long unitsPerSecond) {
        this.figure = figure;
        this.unitsPerSecond = unitsPerSecond;
    }

    /** In the units in which it is kept. */
    public long of(Contribution contribution) {
        return figure.applyAsLong(contribution);
    }

    public long unitsPerSecond() {
        return unitsPerSecond;
    }
}
