package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.cli.DashboardPage.Numbers;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.testkit.GoldenCase;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the API of an instance that holds a golden case answers, as the page's tables say it, in the order of the charts. */
record ApiNumbers(ServiceInstance instance, GoldenCase golden) {
    /** The names that the series have, in the order of {@link ChartName}. */
    static final List<String> METRICS = List.of(
            "conversations",
            "messages",
            "chat_duration_avg",
            "first_response_time_avg",
            "first_response_time_best",
            "response_time_avg",
            "reaction_time_avg");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of charts-data, in the reporting zone, which is what the golden case expects. */
    List<Numbers> charts(LocalDate start, LocalDate end, String departmentId) throws IOException, InterruptedException {
        List<Numbers> answers = new ArrayList<>();
        for (ChartName chart : ChartName.values()) {
            GoldenCase.Request expected = golden.requests().stream()
                    .filter(request -> request.chartName().equals(chart.name())
                            && request.start().equals(start)
                            && request.end().equals(end)
                            && Objects.equals(request.departmentId(), departmentId))
                    .findFirst()
                    .orElseThrow();
            String body = instance.chart("chartName=" + chart + "&start=" + start + "&end=" + end
                    + (departmentId == null ? "" : "&departmentId=" + departmentId));
            assertThat(body).isEqualTo(expected.expectedBody());
            answers.add(new Numbers(labels(start, end), points(chart, JSON.readTree(body))));
        }
        return answers;
    }

    /** Of the series in a zone, whose days all have 24 hours. */
    List<Numbers> series(LocalDate from, LocalDate to, String zone) throws IOException, InterruptedException {
        return series(from, to, zone, "");
    }

    /** The same of one department, in UTC; the empty one has the conversations that have none. */
    List<Numbers> seriesOfDepartment(String departmentId, LocalDate from, LocalDate to)
            throws IOException, InterruptedException {
        return series(from, to, "UTC", "&departmentId=" + departmentId);
    }

    private List<Numbers> series(LocalDate from, LocalDate to, String zone, String more)
            throws IOException, InterruptedException {
        List<Numbers> answers = new ArrayList<>();
        for (String metric : METRICS) {
            List<Double> points = new ArrayList<>();
            points(metric, from, to, from.equals(to) ? "hour" : "day", zone + more)
                    .forEach(point -> points.add(value(point)));
            answers.add(new Numbers(labels(from, to), points));
        }
        return answers;
    }

    /** Of the week that begins with that Monday, as one point. */
    double week(String metric, LocalDate monday, String zone) throws IOException, InterruptedException {
        JsonNode points = points(metric, monday, monday.plusDays(6), "week", zone);
        assertThat(points).hasSize(1);
        return value(points.get(0));
    }

    private JsonNode points(String metric, LocalDate from, LocalDate to, String granularity, String zone)
            throws IOException, InterruptedException {
        return JSON.readTree(instance.get("/api/v1/metrics/series?metric=" + metric + "&from=" + from + "&to=" + to
                        + "&granularity=" + granularity + "&timezone=" + zone))
                .at("/series/0/points");
    }

    private static Double value(JsonNode point) {
        return point.get("value").isNull() ? null : point.get("value").doubleValue();
    }

    private static List<String> labels(LocalDate start, LocalDate end) {
        return start.equals(end)
                ? IntStream.range(0, 24).mapToObj("%02d:00"::formatted).toList()
                : start.datesUntil(end.plusDays(1)).map(LocalDate::toString).toList();
    }

    /** A chart of times has no other way than 0 to say that nothing was measured. */
    private static List<Double> points(ChartName chart, JsonNode body) {
        List<Double> points = new ArrayList<>();
        for (JsonNode point : body.get("dataPoints")) {
            boolean nothing = !chart.name().startsWith("Total_") && point.doubleValue() == 0;
            points.add(nothing ? null : point.doubleValue());
        }
        return points;
    }
}
