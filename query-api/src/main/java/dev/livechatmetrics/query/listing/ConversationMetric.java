package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** A figure by which a conversation is behind a point, or not: as in a mean, one that is missing or 0 is left out. */
public enum ConversationMetric {
    CHAT_DURATION("chat_duration", figures -> figures.chatDurationMillis() != 0),
    FIRST_RESPONSE_TIME("first_response_time", figures -> figures.firstResponseMillis() != 0),
    RESPONSE_TIME("response_time", figures -> figures.averageResponseMicros() != 0),
    REACTION_TIME("reaction_time", figures -> figures.firstReactionMillis() != 0),
    /** The visitor had no response. */
    UNANSWERED("unanswered", figures -> figures.firstResponseMillis() == 0);

    private final String text;
    private final Predicate<Contribution> counts;

    ConversationMetric(String text, Predicate<Contribution> counts) {
        this.text = text;
        this.counts = counts;
    }

    /** As a question names it. */
    public String text() {
        return text;
    }

    public static Optional<ConversationMetric> of(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text.equals(text))
                .findFirst();
    }

    boolean counts(Contribution figures) {
        return counts.test(figures);
    }
}
