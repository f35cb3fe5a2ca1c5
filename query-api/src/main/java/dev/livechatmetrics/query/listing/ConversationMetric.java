package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A figure by which a conversation is behind a point, or not: as in a mean, one that is missing or 0 is left out. */
public enum ConversationMetric {
    CHAT_DURATION,
    FIRST_RESPONSE_TIME,
    RESPONSE_TIME,
    REACTION_TIME,
    /** The visitor had no response. */
    UNANSWERED;

    /** As a question names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ConversationMetric> of(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text().equals(text))
                .findFirst();
    }

    boolean counts(Contribution figures) {
        return switch (this) {
            case CHAT_DURATION -> figures.chatDurationMillis() != 0;
            case FIRST_RESPONSE_TIME -> figures.firstResponseMillis() != 0;
            case RESPONSE_TIME -> figures.averageResponseMicros() != 0;
            case REACTION_TIME -> figures.firstReactionMillis() != 0;
            case UNANSWERED -> figures.firstResponseMillis() == 0;
        };
    }
}
