package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.http.ChartDialect.Asked;
import dev.livechatmetrics.query.http.QueryParameters.Invalid;
import dev.livechatmetrics.schemas.chart.ChartName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a question. Checked in a fixed order, so that a request that is wrong in several ways always gets
 * the same answer; no answer repeats what was sent.
 */
final class ChartParameters {
    static final String CHART_NAME = "chartName";
    static final String START = "start";
    static final String END = "end";
    static final String DEPARTMENT_ID = "departmentId";

    /** In the order in which a missing one is named. */
    static final List<String> REQUIRED = List.of(CHART_NAME, START, END);

    static final Set<String> KNOWN = Set.of(CHART_NAME, START, END, DEPARTMENT_ID);

    private static final String DATE = "YYYY-MM-DD";

    private ChartParameters() {}

    /** @param query as it was sent, or null where there is none */
    static Asked.Question question(String query) throws Invalid {
        QueryParameters parameters = read(query);
        ChartName chart = chart(parameters.text(CHART_NAME));
        LocalDate start = day(START, parameters.text(START));
        LocalDate end = day(END, parameters.text(END));
        checkRange(start, end);
        String department = parameters.text(DEPARTMENT_ID);
        return new Asked.Question(chart, start, end, Optional.of(department).filter(id -> !id.isEmpty()));
    }

    /** With their names checked, and no value yet. */
    static QueryParameters read(String query) throws Invalid {
        return QueryParameters.read(query, REQUIRED, KNOWN, Set.of());
    }

    private static ChartName chart(String name) throws Invalid {
        ChartName chart = ChartName.of(name);
        if (chart == null) {
            throw new Invalid(CHART_NAME + " takes one of "
                    + Arrays.stream(ChartName.values()).map(ChartName::name).collect(Collectors.joining(", ")) + ".");
        }
        return chart;
    }

    static LocalDate day(String parameter, String text) throws Invalid {
        LocalDate day = date(text);
        if (day == null) {
            throw new Invalid(parameter + " takes a date as " + DATE + ", such as 2025-10-01.");
        }
        return day;
    }

    /** Null where the text is no day of the calendar as {@code YYYY-MM-DD}. */
    static LocalDate date(String text) {
        if (!looksLikeDate(text)) {
            return null;
        }
        try {
            return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /** Digits and dashes alone: {@code LocalDate.parse} also takes years with a sign, and several times as long. */
    private static boolean looksLikeDate(String text) {
        if (text.length() != DATE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (DATE.charAt(i) == '-' ? c != '-' : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static void checkRange(LocalDate start, LocalDate end) throws Invalid {
        if (start.isAfter(end)) {
            throw new Invalid("start takes a date up to end, but " + start + " is after " + end + ".");
        }
        checkPoints(start, end);
    }

    static void checkPoints(LocalDate start, LocalDate end) throws Invalid {
        long points = ChronoUnit.DAYS.between(start, end) + 1;
        if (points > ChartQuestion.MAX_POINTS) {
            throw new Invalid("start takes a date so that at most " + ChartQuestion.MAX_POINTS
                    + " days go up to end, both included, but from " + start + " to " + end + " there are " + points
                    + ".");
        }
    }
}
