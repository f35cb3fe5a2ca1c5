package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A chart of the days from start to end, both included, or, where they are the same day, of its hours.
 *
 * @param department null for all
 */
public record ChartQuestion(ChartName chart, LocalDate start, LocalDate end, String department) {
    public static final int MAX_POINTS = 3_660;

    public ChartQuestion {
        if (start.isAfter(end) || ChronoUnit.DAYS.between(start, end) >= MAX_POINTS) {
            throw new IllegalArgumentException(
                    "from " + start + " to " + end + " are not 1 to " + MAX_POINTS + " days");
        }
    }
}
