package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.http.ChartDialect.Asked;
import dev.livechatmetrics.schemas.chart.ChartName;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The parameters of charts-data as Rocket.Chat 8 takes them: a query that its schema allows is answered. A chart that it does
 * not know, a text that is no date, and a start after the end make a chart without points, but for a start one day
 * after the end: a millisecond lies between the two, which is less than a day, so that the hours of the start are meant.
 * The department {@code undefined}, which its pages send, is none.
 *
 * <p>Its library also finds a date in many other texts, such as {@code 2025-10-1}: here only one as {@code 2025-10-01} is.
 * More points than {@link ChartQuestion#MAX_POINTS} are refused, as by the exact rules.
 */
final class RocketChatParameters {
    private static final String NO_DEPARTMENT = "undefined";

    private RocketChatParameters() {}

    static Asked read(String query) throws QueryParameters.Invalid {
        QueryParameters parameters = ChartParameters.read(query);
        String name = parameters.text(ChartParameters.CHART_NAME);
        ChartName chart = ChartName.of(name);
        LocalDate start = ChartParameters.date(parameters.text(ChartParameters.START));
        LocalDate end = ChartParameters.date(parameters.text(ChartParameters.END));
        String department = parameters.text(ChartParameters.DEPARTMENT_ID);
        if (chart == null || start == null || end == null || start.isAfter(end.plusDays(1))) {
            return new Asked.Nothing(name);
        }
        LocalDate last = start.isAfter(end) ? start : end;
        ChartParameters.checkPoints(start, last);
        return new Asked.Question(chart, start, last, Optional.of(department).filter(named -> !isNone(named)));
    }

    private static boolean isNone(String department) {
        return department.isEmpty() || department.equals(NO_DEPARTMENT);
    }
}
