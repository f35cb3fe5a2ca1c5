package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RocketChatHistory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Every chart of a generated workspace of Rocket.Chat, by days, of all departments and of each. */
final class WorkspaceCharts {
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-08-31");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-09-25");

    private WorkspaceCharts() {}

    static void assertAnswered(Api api, NaiveCharts expected) {
        assertAnswered(api, expected, NaiveCharts.chartNames());
    }

    static void assertAnswered(Api api, NaiveCharts expected, List<String> charts) {
        List<String> departments = new ArrayList<>(RocketChatHistory.departments());
        departments.add(null);
        for (String chart : charts) {
            for (String department : departments) {
                assertThat(api.chart(chart, FIRST_DAY, LAST_DAY, department))
                        .as("%s of %s", chart, department)
                        .isEqualTo(expected.chart(chart, FIRST_DAY, LAST_DAY, department, ZoneOffset.UTC)
                                .body());
            }
        }
    }
}
