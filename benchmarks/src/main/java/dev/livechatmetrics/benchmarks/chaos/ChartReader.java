package dev.livechatmetrics.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.schemas.chart.ChartName;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * A client that asks for charts without end: one instance at a time, a random one of those that a balancer holds for
 * healthy, and each of the others once where that one has no answer.
 */
final class ChartReader implements Runnable {
    static final int DAYS = 120;
    static final String POSITION_HEADER = "X-Metrics-Position";

    static final String ROUTE = "/api/v1/livechat/analytics/dashboards/charts-data";
    /** A little more than the product's READ_TIMEOUT, by which it has answered or said that it cannot. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int PAUSE_MILLIS = 30;
    private static final double OF_ALL_DEPARTMENTS = 0.6;
    private static final int DEPARTMENTS = 100;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ChartName[] CHARTS = ChartName.values();

    private final Instances instances;
    private final SplittableRandom random;
    private final Queue<ChartRead> reads;
    private final Queue<String> wrong;
    private volatile boolean stopped;

    ChartReader(Instances instances, SplittableRandom random, Queue<ChartRead> reads, Queue<String> wrong) {
        this.instances = instances;
        this.random = random;
        this.reads = reads;
        this.wrong = wrong;
    }

    private record Question(ChartName chart, String department, LocalDate start, LocalDate end) {
        String path() {
            return ROUTE + "?chartName=" + chart + "&start=" + start + "&end=" + end
                    + (department == null ? "" : "&departmentId=" + department);
        }

        boolean ofEverything() {
            return department == null && start.equals(ChaosLoad.FIRST_DAY) && !start.equals(end);
        }
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                reads.add(read(question()));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private Question question() {
        LocalDate last = ChaosLoad.FIRST_DAY.plusDays(DAYS - 1L);
        if (random.nextDouble() < OF_ALL_DEPARTMENTS) {
            ChartName chart = random.nextBoolean() ? ChartName.Total_conversations : ChartName.Total_messages;
            return new Question(chart, null, ChaosLoad.FIRST_DAY, last);
        }
        ChartName chart = CHARTS[random.nextInt(CHARTS.length)];
        String department = "department-%03d".formatted(random.nextInt(DEPARTMENTS));
        LocalDate day = ChaosLoad.FIRST_DAY.plusDays(random.nextInt(DAYS));
        return random.nextBoolean()
                ? new Question(chart, department, ChaosLoad.FIRST_DAY, last)
                : new Question(chart, department, day, day);
    }

    private ChartRead read(Question question) throws InterruptedException {
        long startNanos = System.nanoTime();
        List<InstanceNode> left = new ArrayList<>(instances.healthy());
        int tries = 0;
        while (!left.isEmpty()) {
            InstanceNode node = left.remove(random.nextInt(left.size()));
            tries++;
            try {
                HttpResponse<String> response = node.get(question.path(), PATIENCE);
                if (response.statusCode() == OK) {
                    return checked(question, node, response, startNanos, tries);
                }
                if (response.statusCode() != UNAVAILABLE) {
                    wrong.add(node.name() + " answered " + question.path() + " with " + response.statusCode() + ": "
                            + response.body());
                }
            } catch (IOException notReached) {
                // The next one is asked.
            }
        }
        return new ChartRead(startNanos, System.nanoTime(), tries, false, null, null, null);
    }

    private ChartRead checked(
            Question question, InstanceNode node, HttpResponse<String> response, long startNanos, int tries) {
        long endNanos = System.nanoTime();
        long[] points = points(question, node, response.body());
        boolean everything = points != null && question.ofEverything();
        return new ChartRead(
                startNanos,
                endNanos,
                tries,
                true,
                everything && question.chart() == ChartName.Total_conversations ? points : null,
                everything && question.chart() == ChartName.Total_messages ? points : null,
                response.headers().firstValue(POSITION_HEADER).orElse(null));
    }

    /** Null, and noted, where the body is none of a chart. */
    private long[] points(Question question, InstanceNode node, String body) {
        try {
            JsonNode chart = JSON.readTree(body);
            int expected = question.start().equals(question.end()) ? 24 : DAYS;
            if (chart.path("chartLabel").asText().equals(question.chart().name())
                    && chart.path("dataPoints").size() == expected) {
                long[] points = new long[expected];
                for (int i = 0; i < expected; i++) {
                    points[i] = chart.get("dataPoints").get(i).asLong();
                }
                return points;
            }
        } catch (IOException noJson) {
            // Noted below.
        }
        wrong.add(node.name() + " answered " + question.path() + " with " + body);
        return null;
    }
}
