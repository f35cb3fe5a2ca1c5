package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What an instance must answer, byte for byte: an independent recompute of every chart, and of the lists. */
record ExpectedCharts(NaiveCharts charts, ZoneId zone) {

    private static final int PAGE = 30;

    /** The series of the same events. */
    ExpectedSeries series() {
        return new ExpectedSeries(charts.series(), zone);
    }

    /**
     * Asks every chart of all departments, of each and of an unknown one: the days together, and each by its hours. Then for
     * the departments, and for the conversations of these days.
     */
    void assertAnsweredBy(Api api, List<LocalDate> days) {
        List<String> departments = new ArrayList<>(RandomWorkspace.departments());
        departments.add(null);
        departments.add("unknown");
        LocalDate first = days.get(0);
        LocalDate last = days.get(days.size() - 1);
        for (String chart : NaiveCharts.chartNames()) {
            for (String department : departments) {
                assertAnswered(api, chart, first, last, department);
            }
            for (int i = 0; i < days.size(); i++) {
                assertAnswered(api, chart, days.get(i), days.get(i), departments.get(i % departments.size()));
            }
        }
        assertThat(api.departments()).isEqualTo(charts.listing().departments());
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
        assertThat(api.conversations(from, to, PAGE))
                .isEqualTo(charts.listing().conversations(from.toEpochMilli(), to.toEpochMilli(), null, null));
    }

    private void assertAnswered(Api api, String chart, LocalDate start, LocalDate end, String department) {
        assertThat(api.chart(chart, start, end, department))
                .as("%s from %s to %s of %s in %s", chart, start, end, department, zone)
                .isEqualTo(charts.chart(chart, start, end, department, zone).body());
    }
}
