package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.topology.OpeningKey;
import dev.livechatmetrics.streams.topology.OpeningsQuery;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for conversations by the time of their opening.
 *
 * @param fromMillis the first instant, since the epoch
 * @param toMillis the instant before which they were opened
 * @param departments whose; empty for all
 * @param metric which figure they must have
 * @param limit how many at most
 * @param after the last one that is known already
 */
public record ConversationsQuestion(
        long fromMillis,
        long toMillis,
        Optional<Set<String>> departments,
        Optional<ConversationMetric> metric,
        int limit,
        Optional<OpeningKey> after) {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MOST_LIMIT = OpeningsQuery.MOST;

    /** The same of the conversations of these departments; empty for all. */
    public ConversationsQuestion of(Optional<Set<String>> others) {
        return new ConversationsQuestion(fromMillis, toMillis, others, metric, limit, after);
    }
}
