package dev.livechatmetrics.query.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
