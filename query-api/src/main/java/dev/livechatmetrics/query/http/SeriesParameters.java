package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.http.QueryParameters.Invalid;
import dev.livechatmetrics.query.series.Granularity;
import dev.livechatmetrics.query.series.SeriesMetric;
import dev.livechatmetrics.query.series.SeriesQuestion;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a question for series, checked in a fixed order; no answer repeats what was sent but dates. */
final class SeriesParameters {
    static final String METRIC = "metric";
    static final String FROM = "from";
    static final String TO = "to";
    static final String GRANULARITY = "granularity";
    static final String TIMEZONE = "timezone";
    static final String DEPARTMENT_ID = "departmentId";
    static final String GROUP_BY = "groupBy";
    static final String TARGET = "target";
    static final String FORMAT = "format";

    /** In the order in which a missing one is named. */
    static final List<String> REQUIRED = List.of(METRIC, FROM, TO, GRANULARITY);

    static final Set<String> KNOWN =
            Set.of(METRIC, FROM, TO, GRANULARITY, TIMEZONE, DEPARTMENT_ID, GROUP_BY, TARGET, FORMAT);

    private static final String DEPARTMENT = "department";
    private static final String JSON = "json";
    private static final String CSV = "csv";

    private final QueryParameters parameters;

    /** What is asked, and in which form it is to be answered. */
    record Asked(SeriesQuestion question, boolean csv) {}

    private SeriesParameters(QueryParameters parameters) {
        this.parameters = parameters;
    }

    /** @param query as it was sent, or null where there is none */
    static Asked asked(String query) throws Invalid {
        SeriesParameters parameters =
                new SeriesParameters(QueryParameters.read(query, REQUIRED, KNOWN, Set.of(DEPARTMENT_ID)));
        SeriesMetric metric = parameters.metric();
        LocalDate from = ChartParameters.day(FROM, parameters.text(FROM));
        LocalDate to = ChartParameters.day(TO, parameters.text(TO));
        if (from.isAfter(to)) {
            throw new Invalid("from takes a date up to to, but " + from + " is after " + to + ".");
        }
        SeriesQuestion question = new SeriesQuestion(
                metric,
                from,
                to,
                parameters.granularity(),
                parameters.zone(),
                parameters.departments(),
                parameters.grouped());
        checkPoints(question);
        return new Asked(question, parameters.csv());
    }

    private SeriesMetric metric() throws Invalid {
        String name = text(METRIC);
        Optional<Long> target = target();
        if (SeriesMetric.needsTarget(name) != target.isPresent()) {
            throw new Invalid(
                    "target takes whole seconds, such as 60, and goes with metrics that end in _within alone.");
        }
        return SeriesMetric.of(name, target)
                .orElseThrow(() -> new Invalid("metric takes one of " + String.join(", ", SeriesMetric.names()) + "."));
    }

    private Optional<Long> target() throws Invalid {
        if (!parameters.has(TARGET)) {
            return Optional.empty();
        }
        String text = text(TARGET);
        if (!text.matches("[0-9]{1,9}")) {
            throw new Invalid(
                    "target takes whole seconds, such as 60, and goes with metrics that end in _within alone.");
        }
        return Optional.of(Long.parseLong(text));
    }

    private Granularity granularity() throws Invalid {
        return Granularity.of(text(GRANULARITY))
                .orElseThrow(() -> new Invalid("granularity takes one of "
                        + Arrays.stream(Granularity.values())
                                .map(Granularity::text)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /** By name alone: an offset is no zone, as its days know no changes of clocks. */
    private Optional<ZoneId> zone() throws Invalid {
        if (!parameters.has(TIMEZONE)) {
            return Optional.empty();
        }
        String name = text(TIMEZONE);
        try {
            if (ZoneId.getAvailableZoneIds().contains(name)) {
                return Optional.of(ZoneId.of(name));
            }
        } catch (DateTimeException unknown) {
            // Refused below.
        }
        throw new Invalid("timezone takes the name of an IANA time zone, such as Europe/Berlin.");
    }

    private Optional<List<String>> departments() throws Invalid {
        if (!parameters.has(DEPARTMENT_ID)) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(parameters.texts(DEPARTMENT_ID)));
    }

    private boolean grouped() throws Invalid {
        if (!parameters.has(GROUP_BY)) {
            return false;
        }
        if (!text(GROUP_BY).equals(DEPARTMENT)) {
            throw new Invalid("groupBy takes department.");
        }
        return true;
    }

    private boolean csv() throws Invalid {
        String format = parameters.has(FORMAT) ? text(FORMAT) : JSON;
        if (!format.equals(JSON) && !format.equals(CSV)) {
            throw new Invalid("format takes json or csv.");
        }
        return format.equals(CSV);
    }

    /** Before anybody is asked; what a calendar or the number of departments adds is found out later. */
    private static void checkPoints(SeriesQuestion question) throws Invalid {
        int series = question.grouped() && question.departments().isPresent()
                ? question.departments().get().size()
                : 1;
        long points = question.usualPoints();
        if (points > SeriesQuestion.MOST_POINTS || points * series > SeriesQuestion.MOST_POINTS_OF_ALL) {
            throw new Invalid(tooMany(series, points));
        }
    }

    static String tooMany(int series, long pointsEach) {
        return "from, to and granularity take at most " + SeriesQuestion.MOST_POINTS + " points, and with groupBy "
                + SeriesQuestion.MOST_POINTS_OF_ALL + " in all series together, but these are " + series + " × "
                + pointsEach + ": ask for a shorter range, a coarser granularity or fewer departments.";
    }

    /** The only value. */
    private String text(String parameter) throws Invalid {
        return parameters.text(parameter);
    }
}
