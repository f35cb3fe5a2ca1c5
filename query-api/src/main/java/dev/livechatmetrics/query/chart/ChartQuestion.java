package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.Scope;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A chart of the days from start to end, both included, or, where they are the same day, of its hours.
 *
 * @param scope of whose conversations, added up
 */
public record ChartQuestion(ChartName chart, LocalDate start, LocalDate end, Scope scope) {
    public static final int MAX_POINTS = 3_660;

    public ChartQuestion {
        if (start.isAfter(end) || ChronoUnit.DAYS.between(start, end) >= MAX_POINTS) {
            throw new IllegalArgumentException(
                    "from " + start + " to " + end + " are not 1 to " + MAX_POINTS + " days");
        }
    }
}
