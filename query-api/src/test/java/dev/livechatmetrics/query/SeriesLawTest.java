package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.query.series.Granularity;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesBody;
import dev.livechatmetrics.query.series.SeriesMetric;
import dev.livechatmetrics.query.series.SeriesQuestion;
import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.aggregate.TimeFigure;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.SketchesQuery;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveSeries;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Series equal an independent recompute for random questions over random sets of events: metrics, ranges, granularities,
 * zones and departments, around changes of clocks; percentiles and shares within the bound that is promised.
 *
 * <p>{@code -Dseries.sets=N} asks of more sets, {@code -Dseries.seed=N} begins at another seed: a failure names its own.
 */
final class SeriesLawTest {
    private static final int SETS = Integer.getInteger("series.sets", 50);
    private static final int QUESTIONS_OF_A_SET = 20;
    private static final long FIRST_SEED = Long.getLong("series.seed", 1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<ZoneId> OTHER_ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Australia/Lord_Howe"));

    @Test
    void seriesAreThoseOfTheConversations() {
        LongStream.range(FIRST_SEED, FIRST_SEED + SETS).parallel().forEach(SeriesLawTest::checkSet);
    }

    private static void checkSet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<WireEvent> events = RandomWorkspace.events(seed, 1 + random.nextInt(16));
        NaiveSeries expected = NaiveCharts.of(events).series();
        ZoneId changing = RandomWorkspace.clockChange(seed).zone();
        LocalDate day = RandomWorkspace.clockChange(seed).days().get(1);
        ZoneId reporting = random.nextBoolean() ? changing : OTHER_ZONES.get(random.nextInt(OTHER_ZONES.size()));
        BarePipeline pipeline = new BarePipeline(reporting, 1 + random.nextInt(3));
        pipeline.send(RandomWorkspace.disordered(seed, events), random);
        checkSketches(seed, events, pipeline, day);
        for (int i = 0; i < QUESTIONS_OF_A_SET; i++) {
            ZoneId zone = random.nextBoolean() ? changing : OTHER_ZONES.get(random.nextInt(OTHER_ZONES.size()));
            Optional<ZoneId> named =
                    zone.equals(reporting) && random.nextBoolean() ? Optional.empty() : Optional.of(zone);
            check(seed, i, random, pipeline, expected, named, reporting, day);
        }
    }

    /** The same rows, whatever the order and the repetition. */
    private static void checkSketches(long seed, List<WireEvent> events, BarePipeline disordered, LocalDate day) {
        BarePipeline ordered = new BarePipeline(ZoneId.of("UTC"), 1);
        events.forEach(ordered::send);
        long noon = Instant.parse(day + "T12:00:00Z").toEpochMilli();
        Points hours = new Points.Stretches(LongStream.rangeClosed(-120, 120)
                .map(hour -> noon + hour * 3_600_000)
                .boxed()
                .toList());
        List<String> departments = new ArrayList<>(RandomWorkspace.departments());
        departments.add("");
        for (TimeFigure figure : TimeFigure.values()) {
            for (Scope scope : List.of(Scope.ALL, Scope.eachOf(departments))) {
                SketchSums sums = ordered.whole(new SketchesQuery(scope, hours, figure));
                assertThat(disordered.whole(new SketchesQuery(scope, hours, figure)))
                        .as("seed %d", seed)
                        .isEqualTo(sums);
            }
        }
    }

    private static void check(
            long seed,
            int number,
            SplittableRandom random,
            BarePipeline pipeline,
            NaiveSeries expected,
            Optional<ZoneId> zone,
            ZoneId reporting,
            LocalDate day) {
        List<String> metrics = NaiveSeries.metrics(1 + random.nextInt(99));
        String metric = metrics.get(random.nextInt(metrics.size()));
        long target = random.nextInt(1 << random.nextInt(1, 12));
        Granularity granularity = List.of(Granularity.values()).get(random.nextInt(4));
        int most = granularity == Granularity.HOUR ? 4 : granularity == Granularity.DAY ? 12 : 80;
        LocalDate from = day.minusDays(random.nextInt(most));
        LocalDate to = day.plusDays(random.nextInt(most));
        List<String> departments = departments(random);
        boolean grouped = random.nextBoolean();
        SeriesQuestion question = new SeriesQuestion(
                SeriesMetric.of(metric, metric.endsWith("_within") ? Optional.of(target) : Optional.empty())
                        .orElseThrow(),
                from,
                to,
                granularity,
                zone,
                Optional.ofNullable(departments),
                grouped);
        String as =
                "seed " + seed + " (-Dseries.seed=" + seed + " -Dseries.sets=1), question " + number + ": " + question;
        SeriesBody body = ((Series.Result.Answer) pipeline.series(question, reporting)).body();
        List<NaiveSeries.Point> points = expected.points(
                metric, from, to, granularity.text(), zone.orElse(reporting), departments, grouped, target);
        compareJson(as, parsed(body), points);
        compareCsv(as, new String(body.toCsv(), StandardCharsets.UTF_8), parsed(body));
    }

    private static List<String> departments(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        List<String> departments = new ArrayList<>(RandomWorkspace.departments());
        departments.add("");
        departments.add("unknown, \"quoted\"");
        departments.removeIf(department -> random.nextBoolean());
        return departments.isEmpty() ? List.of("unknown") : departments;
    }

    private static void compareJson(String as, JsonNode body, List<NaiveSeries.Point> expected) {
        int at = 0;
        for (JsonNode series : body.path("series")) {
            for (JsonNode point : series.path("points")) {
                assertThat(at).as(as).isLessThan(expected.size());
                NaiveSeries.Point right = expected.get(at++);
                assertThat(List.of(
                                series.path("departmentId").asText(),
                                point.path("start").textValue(),
                                point.path("end").textValue(),
                                point.path("conversations").longValue()))
                        .as(as)
                        .isEqualTo(List.of(
                                String.valueOf(right.departmentId()),
                                right.start(),
                                right.end(),
                                right.conversations()));
                if (right.least() == null) {
                    assertThat(point.path("value").isNull()).as(as).isTrue();
                } else {
                    assertThat(point.path("value").doubleValue()).as(as).isBetween(right.least(), right.most());
                }
            }
        }
        assertThat(at).as(as).isEqualTo(expected.size());
    }

    /** A row for each point, the fields as JSON has them. */
    private static void compareCsv(String as, String csv, JsonNode body) {
        StringBuilder expected = new StringBuilder("metric,unit,departmentId,start,end,value,conversations\r\n");
        for (JsonNode series : body.path("series")) {
            String department = series.path("departmentId").isNull()
                    ? ""
                    : series.path("departmentId").textValue();
            if (department.matches("(?s).*[,\"\r\n].*")) {
                department = "\"" + department.replace("\"", "\"\"") + "\"";
            }
            for (JsonNode point : series.path("points")) {
                String value = point.path("value").isNull()
                        ? ""
                        : point.path("value").decimalValue().toPlainString();
                expected.append(String.join(
                                ",",
                                body.path("metric").textValue(),
                                body.path("unit").textValue(),
                                department,
                                point.path("start").textValue(),
                                point.path("end").textValue(),
                                value,
                                point.path("conversations").asText()))
                        .append("\r\n");
            }
        }
        assertThat(csv).as(as).isEqualTo(expected.toString());
    }

    private static JsonNode parsed(SeriesBody body) {
        try {
            return JSON.reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(body.toJson());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
