package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.http.ChartParameters.Invalid;
import dev.livechatmetrics.query.listing.ConversationMetric;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Cursor;
import dev.livechatmetrics.schemas.event.Rfc3339;
import dev.livechatmetrics.streams.topology.OpeningKey;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    private final Map<String, List<String>> values;

    private ConversationsParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @param query as it was sent, or null where there is none */
    static ConversationsQuestion question(String query) throws Invalid {
        ConversationsParameters parameters = new ConversationsParameters(QueryString.parameters(query));
        parameters.checkNames();
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
                parameters.cursor());
    }

    private void checkNames() throws Invalid {
        for (String name : REQUIRED) {
            if (!values.containsKey(name)) {
                throw new Invalid("must have required property '" + name + "'");
            }
        }
        if (!KNOWN.containsAll(values.keySet())) {
            throw new Invalid("must NOT have additional properties");
        }
        for (Map.Entry<String, List<String>> given : values.entrySet()) {
            if (given.getValue().size() > 1 && !given.getKey().equals(DEPARTMENT_ID)) {
                throw new Invalid("must be string");
            }
        }
    }

    /** As a point of a series has it: with its offset, so that nobody has to guess whose clock it is. */
    private long instant(String parameter) throws Invalid {
        long millis = Rfc3339.parseMillis(only(parameter));
        if (millis == Rfc3339.INVALID) {
            throw new Invalid(parameter
                    + " takes a time with seconds and Z or an offset, such as 2025-10-01T00:00:00Z or, with + as %2B,"
                    + " 2025-10-01T00:00:00%2B02:00.");
        }
        return millis;
    }

    private Optional<Set<String>> departments() throws Invalid {
        if (!values.containsKey(DEPARTMENT_ID)) {
            return Optional.empty();
        }
        Set<String> departments = new LinkedHashSet<>();
        for (String raw : values.get(DEPARTMENT_ID)) {
            departments.add(decoded(DEPARTMENT_ID, raw));
        }
        return Optional.of(departments);
    }

    private Optional<ConversationMetric> metric() throws Invalid {
        if (!values.containsKey(METRIC)) {
            return Optional.empty();
        }
        Optional<ConversationMetric> metric = ConversationMetric.of(only(METRIC));
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
        if (!values.containsKey(LIMIT)) {
            return ConversationsQuestion.DEFAULT_LIMIT;
        }
        String text = only(LIMIT);
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > ConversationsQuestion.MOST_LIMIT) {
            throw new Invalid(LIMIT + " takes a whole number from 1 to " + ConversationsQuestion.MOST_LIMIT + ".");
        }
        return limit;
    }

    private Optional<OpeningKey> cursor() throws Invalid {
        if (!values.containsKey(CURSOR)) {
            return Optional.empty();
        }
        Optional<OpeningKey> after = Cursor.read(only(CURSOR));
        if (after.isEmpty()) {
            throw new Invalid(CURSOR + " takes what an answer gave as next.");
        }
        return after;
    }

    private String only(String parameter) throws Invalid {
        return decoded(parameter, values.get(parameter).get(0));
    }

    private static String decoded(String parameter, String raw) throws Invalid {
        String text = QueryString.decoded(raw);
        if (text == null) {
            throw new Invalid(parameter + " takes a text in UTF-8 and percent-encoding, such as %20 for a space.");
        }
        return text;
    }
}
