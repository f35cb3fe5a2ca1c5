package dev.livechatmetrics.query.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a question, with their names checked in a fixed order, so that a request that is wrong in several ways
 * always gets the same answer; no answer repeats what was sent.
 */
final class QueryParameters {
    private final Map<String, List<String>> values;

    /** What is wrong with a question; a value to the caller, so without a stack trace. */
    static final class Invalid extends Exception {
        Invalid(String error) {
            super(error, null, false, false);
        }
    }

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Those of a query in which no name is missing, unknown, or there more often than it may be.
     *
     * @param query as it was sent, or null where there is none
     * @param required in the order in which a missing one is named
     * @param repeatable those that may be given more than once
     */
    static QueryParameters read(String query, List<String> required, Set<String> known, Set<String> repeatable)
            throws Invalid {
        Map<String, List<String>> values = QueryString.parameters(query);
        for (String name : required) {
            if (!values.containsKey(name)) {
                throw new Invalid("must have required property '" + name + "'");
            }
        }
        if (!known.containsAll(values.keySet())) {
            throw new Invalid("must NOT have additional properties");
        }
        for (Map.Entry<String, List<String>> given : values.entrySet()) {
            if (given.getValue().size() > 1 && !repeatable.contains(given.getKey())) {
                throw new Invalid("must be string");
            }
        }
        return new QueryParameters(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The only value, empty where the parameter is absent. */
    String text(String name) throws Invalid {
        return has(name) ? decoded(name, values.get(name).get(0)) : "";
    }

    /** Each value once, in the order in which they were given. */
    Set<String> texts(String name) throws Invalid {
        Set<String> texts = new LinkedHashSet<>();
        for (String raw : values.getOrDefault(name, List.of())) {
            texts.add(decoded(name, raw));
        }
        return texts;
    }

    private static String decoded(String name, String raw) throws Invalid {
        String text = QueryString.decoded(raw);
        if (text == null) {
            throw new Invalid(name + " takes a text in UTF-8 and percent-encoding, such as %20 for a space.");
        }
        return text;
    }
}
