package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.http.QueryParameters.Invalid;
import dev.livechatmetrics.query.listing.ConversationMetric;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Cursors;
import dev.livechatmetrics.schemas.event.Rfc3339;
import dev.livechatmetrics.streams.topology.OpeningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a question for conversations, checked in a fixed order; no answer repeats what was sent. */
final class ConversationsParameters {
    static final String FROM = "from";
    static final String TO = "to";
    static final String DEPARTMENT_ID = "departmentId";
    static final String METRIC = "metric";
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";

    /** In the order in which a missing one is named. */
    static final List<String> REQUIRED = List.of(FROM, TO);

    static final Set<String> KNOWN = Set.of(FROM, TO, DEPARTMENT_ID, METRIC, LIMIT, CURSOR);

    private final QueryParameters parameters;

    private ConversationsParameters(QueryParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * @param query as it was sent, or null where there is none
     * @param cursors reads what it gave
     */
    static ConversationsQuestion question(String query, Cursors cursors) throws Invalid {
        ConversationsParameters parameters =
                new ConversationsParameters(QueryParameters.read(query, REQUIRED, KNOWN, Set.of(DEPARTMENT_ID)));
        long fromMillis = parameters.instant(FROM);
        long toMillis = parameters.instant(TO);
        if (fromMillis > toMillis) {
            throw new Invalid("from takes a time up to to.");
        }
        return new ConversationsQuestion(
                fromMillis,
                toMillis,
                parameters.departments(),
                parameters.metric(),
                parameters.limit(),
                parameters.cursor(cursors));
    }

    /** As a point of a series has it: with its offset, so that nobody has to guess whose clock it is. */
    private long instant(String parameter) throws Invalid {
        long millis = Rfc3339.parseMillis(parameters.text(parameter));
        if (millis == Rfc3339.INVALID) {
            throw new Invalid(parameter
                    + " takes a time with seconds and Z or an offset, such as 2025-10-01T00:00:00Z or, with + as %2B,"
                    + " 2025-10-01T00:00:00%2B02:00.");
        }
        return millis;
    }

    private Optional<Set<String>> departments() throws Invalid {
        if (!parameters.has(DEPARTMENT_ID)) {
            return Optional.empty();
        }
        return Optional.of(parameters.texts(DEPARTMENT_ID));
    }

    private Optional<ConversationMetric> metric() throws Invalid {
        if (!parameters.has(METRIC)) {
            return Optional.empty();
        }
        Optional<ConversationMetric> metric = ConversationMetric.of(parameters.text(METRIC));
        if (metric.isEmpty()) {
            throw new Invalid(METRIC + " takes one of "
                    + Arrays.stream(ConversationMetric.values())
                            .map(ConversationMetric::text)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return metric;
    }

    private int limit() throws Invalid {
        if (!parameters.has(LIMIT)) {
            return ConversationsQuestion.DEFAULT_LIMIT;
        }
        String text = parameters.text(LIMIT);
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > ConversationsQuestion.MOST_LIMIT) {
            throw new Invalid(LIMIT + " takes a whole number from 1 to " + ConversationsQuestion.MOST_LIMIT + ".");
        }
        return limit;
    }

    private Optional<OpeningKey> cursor(Cursors cursors) throws Invalid {
        if (!parameters.has(CURSOR)) {
            return Optional.empty();
        }
        Optional<OpeningKey> after = cursors.read(parameters.text(CURSOR));
        if (after.isEmpty()) {
            throw new Invalid(CURSOR + " takes what an answer gave as next; begin anew without it.");
        }
        return after;
    }
}
