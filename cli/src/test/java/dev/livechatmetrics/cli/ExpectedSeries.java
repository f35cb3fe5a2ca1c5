package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.testkit.NaiveSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The series that the API must answer for a set of events. */
final class ExpectedSeries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PERCENT = 90;
    private static final int TARGET_SECONDS = 60;

    private final NaiveSeries series;
    private final ZoneId zone;

    ExpectedSeries(NaiveSeries series, ZoneId zone) {
        this.series = series;
        this.zone = zone;
    }

    /** Asks every metric by days, of all departments together and of each. */
    void assertAnsweredBy(Api api, List<LocalDate> days) {
        LocalDate from = days.get(0);
        LocalDate to = days.get(days.size() - 1);
        for (String metric : NaiveSeries.metrics(PERCENT)) {
            String target = metric.endsWith("_within") ? "&target=" + TARGET_SECONDS : "";
            String query = "?granularity=day&metric=" + metric + "&from=" + from + "&to=" + to + target;
            for (boolean grouped : new boolean[] {false, true}) {
                String asked = query + (grouped ? "&groupBy=department" : "");
                List<NaiveSeries.Point> points =
                        series.points(metric, from, to, "day", zone, null, grouped, TARGET_SECONDS);
                assertRight(asked, parsed(api.series(asked)), points);
            }
        }
    }

    private static void assertRight(String asked, JsonNode body, List<NaiveSeries.Point> expected) {
        int at = 0;
        for (JsonNode one : body.path("series")) {
            for (JsonNode point : one.path("points")) {
                NaiveSeries.Point right = expected.get(at++);
                String as = asked + ": " + point + " of " + one.path("departmentId") + " should be " + right;
                assertThat(point.path("start").textValue()).as(as).isEqualTo(right.start());
                assertThat(point.path("conversations").longValue()).as(as).isEqualTo(right.conversations());
                assertThat(point.path("value").isNull()).as(as).isEqualTo(right.least() == null);
                if (right.least() != null) {
                    assertThat(point.path("value").doubleValue()).as(as).isBetween(right.least(), right.most());
                }
            }
        }
        assertThat(at).as(asked).isEqualTo(expected.size());
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(json, notJson);
        }
    }
}
