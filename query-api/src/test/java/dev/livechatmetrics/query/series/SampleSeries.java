package dev.livechatmetrics.query.series;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Series for tests of what goes around them. */
public final class SampleSeries {
    private SampleSeries() {}

    /** Two departments' days over a change of clocks: a value and none each. */
    public static SeriesBody body() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDate from = LocalDate.of(2026, 10, 25);
        LocalDate to = LocalDate.of(2026, 10, 26);
        List<String> departments = List.of("sales, \"b2b\"", "");
        SeriesQuestion question = new SeriesQuestion(
                SeriesMetric.of("response_time_p95", Optional.empty()).orElseThrow(),
                from,
                to,
                Granularity.DAY,
                Optional.of(zone),
                Optional.of(departments),
                true);
        return new SeriesBody(
                question,
                zone,
                departments,
                Granularity.DAY.boundaries(from, to, zone),
                new SeriesValues(new double[] {53.33, Double.NaN, Double.NaN, 1.0e8}, new long[] {3, 0, 0, 1}));
    }
}
