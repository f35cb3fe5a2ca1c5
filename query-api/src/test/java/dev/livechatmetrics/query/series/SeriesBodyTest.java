package dev.livechatmetrics.query.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesBodyTest {
    @Test
    void isJsonInTheOrderOfTheDocument() {
        assertThat(new String(SampleSeries.body().toJson(), UTF_8))
                .isEqualTo("{\"metric\":\"response_time_p95\",\"unit\":\"s\",\"granularity\":\"day\","
                        + "\"timezone\":\"Europe/Berlin\",\"from\":\"2026-10-25\",\"to\":\"2026-10-26\",\"series\":["
                        + "{\"departmentId\":\"sales, \\\"b2b\\\"\",\"points\":["
                        + "{\"start\":\"2026-10-25T00:00:00+02:00\",\"end\":\"2026-10-26T00:00:00+01:00\","
                        + "\"value\":53.33,\"conversations\":3},"
                        + "{\"start\":\"2026-10-26T00:00:00+01:00\",\"end\":\"2026-10-27T00:00:00+01:00\","
                        + "\"value\":null,\"conversations\":0}]},"
                        + "{\"departmentId\":\"\",\"points\":["
                        + "{\"start\":\"2026-10-25T00:00:00+02:00\",\"end\":\"2026-10-26T00:00:00+01:00\","
                        + "\"value\":null,\"conversations\":0},"
                        + "{\"start\":\"2026-10-26T00:00:00+01:00\",\"end\":\"2026-10-27T00:00:00+01:00\","
                        + "\"value\":100000000,\"conversations\":1}]}],\"success\":true}");
    }

    /** Berlin was 53 minutes and 28 seconds ahead until April 1893, for which RFC 3339 has no offset. */
    @Test
    void saysTimesInUtcWhereTheZoneHadSeconds() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDate from = LocalDate.of(1893, 3, 31);
        LocalDate to = from.plusDays(1);
        SeriesQuestion question = new SeriesQuestion(
                SeriesMetric.of("conversations", Optional.empty()).orElseThrow(),
                from,
                to,
                Granularity.DAY,
                Optional.of(zone),
                Optional.empty(),
                false);
        SeriesBody body = new SeriesBody(
                question,
                zone,
                Collections.singletonList(null),
                Granularity.DAY.boundaries(from, to, zone),
                new SeriesValues(new double[2], new long[2]));

        assertThat(new String(body.toCsv(), UTF_8).lines().skip(1))
                .containsExactly(
                        "conversations,count,,1893-03-30T23:06:32Z,1893-04-01T00:06:32+01:00,0,0",
                        "conversations,count,,1893-04-01T00:06:32+01:00,1893-04-02T00:00:00+01:00,0,0");
    }

    @Test
    void isCsvOfRfc4180() {
        assertThat(new String(SampleSeries.body().toCsv(), UTF_8))
                .isEqualTo("metric,unit,departmentId,start,end,value,conversations\r\n"
                        + "response_time_p95,s,\"sales, \"\"b2b\"\"\",2026-10-25T00:00:00+02:00,"
                        + "2026-10-26T00:00:00+01:00,53.33,3\r\n"
                        + "response_time_p95,s,\"sales, \"\"b2b\"\"\",2026-10-26T00:00:00+01:00,"
                        + "2026-10-27T00:00:00+01:00,,0\r\n"
                        + "response_time_p95,s,,2026-10-25T00:00:00+02:00,2026-10-26T00:00:00+01:00,,0\r\n"
                        + "response_time_p95,s,,2026-10-26T00:00:00+01:00,2026-10-27T00:00:00+01:00,100000000,1\r\n");
    }
}
