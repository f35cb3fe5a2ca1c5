package dev.livechatmetrics.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditReportTest {
    @Test
    void shouldSayWhatWasComparedAndWhatItCost() {
        AuditReport report =
                new AuditReport(14, 434, 2, 900, 0, 30_000, Duration.ofMillis(1_500), Duration.ofMillis(2_250));

        assertThat(report.toString().lines())
                .containsExactly(
                        "compared 434 points of 14 answers with 900 conversations: 2 differences",
                        "read 30000 records in 1.5 s, 20000 a second; 2.3 s in all");
    }

    @Test
    void shouldSayWhichAnswersWereAskedForAgain() {
        AuditReport report = new AuditReport(14, 434, 0, 900, 3, 30_000, Duration.ZERO, Duration.ZERO);

        assertThat(report.toString()).contains("3 answers were asked for again");
    }

    @Test
    void shouldNameChartDepartmentAndDayOfADifference() {
        assertThat(new Difference("http://127.0.0.1:8080", "Avg_chat_duration", "sales", "2026-01-31", "12.5", "0"))
                .hasToString("difference: Avg_chat_duration, department sales, 2026-01-31: expected 12.5, got 0 from"
                        + " http://127.0.0.1:8080");
        assertThat(new Difference("http://a", "Total_messages", null, "2026-01-31 12AM-1AM", "3", "4"))
                .hasToString("difference: Total_messages, all departments, 2026-01-31 12AM-1AM: expected 3, got 4 from"
                        + " http://a");
    }
}
