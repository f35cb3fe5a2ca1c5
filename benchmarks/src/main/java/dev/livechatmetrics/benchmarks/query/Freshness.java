package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Spread;
import dev.livechatmetrics.benchmarks.traffic.Step;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The time from an event's acknowledgement to the first chart over HTTP that has it, under a load, at several commit
 * intervals. Each probe opens the only conversation of a department of its own.
 */
final class Freshness {
    private static final int EVENTS_A_SECOND = 10_000;
    private static final int[] COMMIT_MILLIS = {100, 500, 2_000};
    private static final int PROBES_A_SECOND = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Setting setting;
    private int probes;

    /** Of one round, in milliseconds, and the part of the load that came. */
    private record Delays(double p50, double p99, double partOfLoad) {}

    Freshness(Setting setting) {
        this.setting = setting;
    }

    void measure() throws Exception {
        Map<Integer, Service> services = new LinkedHashMap<>();
        Map<Integer, List<Delays>> delays = new LinkedHashMap<>();
        try {
            for (int commitMillis : COMMIT_MILLIS) {
                HistoryLog.create(setting.bootstrapServers(), HistoryLog.topics(name(commitMillis)));
                services.put(
                        commitMillis,
                        Service.start(setting.bootstrapServers(), name(commitMillis), setting.folder(), commitMillis));
                delays.put(commitMillis, new ArrayList<>());
            }
            for (Map.Entry<Integer, Service> service : services.entrySet()) {
                round(service.getValue(), service.getKey(), setting.warmUpSeconds());
            }
            for (int round = 1; round <= setting.rounds(); round++) {
                for (Map.Entry<Integer, Service> service : services.entrySet()) {
                    delays.get(service.getKey())
                            .add(round(service.getValue(), service.getKey(), 2 * setting.seconds()));
                }
                System.err.printf("round %d of %d%n", round, setting.rounds());
            }
        } finally {
            services.values().forEach(Service::close);
        }
        report(delays);
    }

    private void report(Map<Integer, List<Delays>> delays) {
        Figures figures = setting.figures();
        figures.heading("acknowledged to visible over HTTP at %,d events/s, ms".formatted(EVENTS_A_SECOND));
        delays.forEach((commitMillis, rounds) -> {
            figures.ratio("p50, commit interval " + commitMillis + " ms", Spread.of(rounds, Delays::p50), "<= 10");
            figures.ratio("p99, commit interval " + commitMillis + " ms", Spread.of(rounds, Delays::p99), "<= 100");
            figures.ratio(
                    "part of the load that was sent, " + commitMillis + " ms",
                    Spread.of(rounds, Delays::partOfLoad),
                    ">= 0.9");
        });
    }

    private Delays round(Service service, int commitMillis, int seconds) throws Exception {
        TopicNames topics = HistoryLog.topics(name(commitMillis));
        List<Double> millis = new ArrayList<>();
        double partOfLoad;
        try (SteadyLoad load = SteadyLoad.start(setting.bootstrapServers(), topics, EVENTS_A_SECOND);
                Producer<byte[], byte[]> producer = HistoryLog.producer(setting.bootstrapServers(), 0)) {
            for (int probe = 0; probe < seconds * PROBES_A_SECOND; probe++) {
                long startNanos = System.nanoTime();
                millis.add(probe(service.caller(), producer, topics));
                long restMillis =
                        1_000 / PROBES_A_SECOND - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
                if (restMillis > 0) {
                    Thread.sleep(restMillis);
                }
            }
            partOfLoad = load.partSent();
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Delays(sorted[(sorted.length - 1) / 2], sorted[(sorted.length - 1) * 99 / 100], partOfLoad);
    }

    private double probe(Caller caller, Producer<byte[], byte[]> producer, TopicNames topics) throws Exception {
        String department = "probe-" + ++probes;
        String json = "{\"type\":\"conversation.opened\",\"eventId\":\"e\",\"conversationId\":\"" + department
                + "\",\"occurredAt\":\"" + Instant.now() + "\",\"departmentId\":\"" + department + "\"}";
        TrafficEvent event = new TrafficEvent(Step.OPENED, department, 0, json.getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Long> acknowledged = new CompletableFuture<>();
        Future<RecordMetadata> unused = producer.send(HistoryLog.record(topics, event), (metadata, refused) -> {
            if (refused == null) {
                acknowledged.complete(System.nanoTime());
            } else {
                acknowledged.completeExceptionally(refused);
            }
        });
        long acknowledgedNanos = acknowledged.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        // Whether it is before or after midnight when the event is made.
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String path = new Question(department, today.minusDays(29), today.plusDays(1))
                .path(ServiceProcess.CHARTS)
                .replace("Avg_first_response_time", "Total_conversations");
        while (!caller.get(path).contains(",1,")) {
            if (System.nanoTime() - acknowledgedNanos > LONGEST.toNanos()) {
                throw new IOException("An acknowledged event is not visible after " + LONGEST.toSeconds() + " s");
            }
        }
        return (System.nanoTime() - acknowledgedNanos) / 1e6;
    }

    private static String name(int commitMillis) {
        return "commit-" + commitMillis;
    }
}
