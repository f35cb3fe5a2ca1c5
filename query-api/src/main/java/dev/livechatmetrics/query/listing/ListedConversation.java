package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.Opening;
import java.util.OptionalDouble;

/** A conversation with its figures, in seconds of at most two decimals; one that is missing or 0 is empty. */
public record ListedConversation(Opening opening, Contribution figures) {
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    public OptionalDouble chatDuration() {
        return seconds(figures.chatDurationMillis(), MILLIS_PER_SECOND);
    }

    public OptionalDouble firstResponseTime() {
        return seconds(figures.firstResponseMillis(), MILLIS_PER_SECOND);
    }

    public OptionalDouble responseTime() {
        return seconds(figures.averageResponseMicros(), MICROS_PER_SECOND);
    }

    public OptionalDouble reactionTime() {
        return seconds(figures.firstReactionMillis(), MILLIS_PER_SECOND);
    }

    /** One division in doubles, then one rounding, as charts do. */
    private static OptionalDouble seconds(long figure, double unitsPerSecond) {
        return figure == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.round(figure / unitsPerSecond * 100) / 100.0);
    }
}
