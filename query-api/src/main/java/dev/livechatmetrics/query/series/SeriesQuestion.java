package dev.livechatmetrics.query.series;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A metric over the days from one to another, both included.
 *
 * @param zone empty for the reporting zone
 * @param departments empty for all
 * @param grouped whether each department has a series of its own, rather than one for their sum
 */
public record SeriesQuestion(
        SeriesMetric metric,
        LocalDate from,
        LocalDate to,
        Granularity granularity,
        Optional<ZoneId> zone,
        Optional<List<String>> departments,
        boolean grouped) {
    public static final int MOST_POINTS = 3_660;

    /** Of all series together: a hundred departments' days of a year. */
    public static final int MOST_POINTS_OF_ALL = 36_600;

    /** The same of the conversations of these departments; empty for all. */
    public SeriesQuestion of(Optional<List<String>> others) {
        return new SeriesQuestion(metric, from, to, granularity, zone, others, grouped);
    }

    /** How many points each series has, but for clocks that change: whoever asks for far too many is told without a look. */
    public long usualPoints() {
        return granularity.usualPoints(from, to);
    }
}
