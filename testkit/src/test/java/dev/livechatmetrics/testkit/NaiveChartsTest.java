package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaiveChartsTest {

    private static final LocalDate DAY = LocalDate.parse("2025-10-01");

    @Test
    void shouldAnswerZeroForASkippedDateInARangeAndNoPointsAlone() {
        NaiveCharts charts = NaiveCharts.of(
                List.of(opened("c1", "2011-12-30T09:59:59.999Z"), opened("c2", "2011-12-30T10:00:00.000Z")));
        ZoneId apia = ZoneId.of("Pacific/Apia");
        LocalDate skipped = LocalDate.parse("2011-12-30");

        assertThat(charts.chart("Total_conversations", skipped.minusDays(1), skipped.plusDays(1), null, apia)
                        .points())
                .containsExactly("1", "0", "1");
        assertThat(charts.chart("Total_conversations", skipped, skipped, null, apia)
                        .body())
                .isEqualTo(
                        "{\"chartLabel\":\"Total_conversations\",\"dataLabels\":[],\"dataPoints\":[],\"success\":true}");
    }

    @Test
    void shouldCountByDayStartsWhereMidnightComesTwice() {
        // The clock went from 00:01 on the 7th back to 23:01 on the 6th: local dates alone would say the 6th.
        NaiveCharts charts = NaiveCharts.of(List.of(opened("c1", "2010-11-07T02:45:00Z")));
        ZoneId stJohns = ZoneId.of("America/St_Johns");
        LocalDate day = LocalDate.parse("2010-11-07");

        assertThat(charts.chart("Total_conversations", day.minusDays(1), day, null, stJohns)
                        .points())
                .containsExactly("0", "1");
        ChartAnswer hours = charts.chart("Total_conversations", day, day, null, stJohns);
        assertThat(hours.labels()).hasSize(25).startsWith("12AM-12AM", "12AM-1AM");
        assertThat(hours.points()).startsWith("1", "0");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York,   2025-03-09, 23, 12AM-1AM, 11PM-12AM",
        "America/New_York,   2025-11-02, 25, 12AM-1AM, 11PM-12AM",
        "Australia/Lord_Howe,2025-04-06, 25, 12AM-1AM, 11PM-12AM",
        "Australia/Lord_Howe,2025-10-05, 24, 12AM-1AM, 11PM-12AM",
        "America/Santiago,   2025-09-07, 23, 1AM-2AM,  11PM-12AM",
        "America/Santiago,   2025-04-05, 25, 12AM-1AM, 11PM-12AM",
        "Asia/Kathmandu,     2025-10-01, 24, 12AM-1AM, 11PM-12AM"
    })
    void shouldCutADayIntoHours(String zone, LocalDate day, int hours, String first, String last) {
        List<String> labels = NaiveCharts.of(List.of())
                .chart("Total_conversations", day, day, null, ZoneId.of(zone))
                .labels();

        assertThat(labels).hasSize(hours).startsWith(first).endsWith(last);
    }

    @Test
    void shouldLetTheFirstStandAndPassOverUnknownTypes() {
        WireEvent unknown = WireEvent.of("messages", "c1", "{\"type\":\"message.pinned\",\"conversationId\":\"c1\"}");
        NaiveCharts charts = NaiveCharts.of(List.of(
                unknown,
                opened("c1", DAY + "T10:00:00Z"),
                opened("c1", DAY + "T11:00:00Z"),
                unknown,
                opened("c2", DAY + "T12:00:00Z"),
                WireEvent.tombstone("c2"),
                WireEvent.tombstone("c2")));

        assertThat(charts.distinctEvents()).isEqualTo(3);
        assertThat(charts.countedConversations()).isEqualTo(1);
        assertThat(charts.chart("Total_conversations", DAY, DAY, "", ZoneOffset.UTC)
                        .points()
                        .get(10))
                .isEqualTo("1");
    }

    @Test
    void shouldRefuseWhatTheProductAnswersWith400() {
        NaiveCharts charts = NaiveCharts.of(List.of());

        assertThatThrownBy(() -> charts.chart("total_conversations", DAY, DAY, null, ZoneOffset.UTC))
                .hasMessageContaining("total_conversations");
        assertThatThrownBy(() -> charts.chart("Total_messages", DAY, DAY.minusDays(1), null, ZoneOffset.UTC))
                .hasMessageContaining("start");
        assertThat(NaiveCharts.chartNames()).hasSize(7);
    }

    private static WireEvent opened(String conversationId, String at) {
        return WireEvent.of(
                "conversations",
                conversationId,
                new JsonText()
                        .text("type", "conversation.opened")
                        .text("eventId", "e1")
                        .text("conversationId", conversationId)
                        .text("occurredAt", at)
                        .compact());
    }
}
