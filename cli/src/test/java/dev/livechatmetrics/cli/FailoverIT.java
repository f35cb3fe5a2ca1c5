package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances with a standby of each partition: readers of those that are ready do not notice that one is killed, nor
 * that one is stopped. With {@code -Dfailover.stops=3} each of them is stopped and started again, one after the other.
 * Whoever sends an event and asks any of them with the position at which it was acknowledged finds it in the answer; {@code
 * -Dfailover.pairs=10000} does so more often.
 */
class FailoverIT {
    private static final int EVENTS = Integer.getInteger("failover.events", 4_000);
    private static final int STOPS = Integer.getInteger("failover.stops", 1);
    private static final int PAIRS = Integer.getInteger("failover.pairs", 300);
    private static final long SEED = 5;
    private static final int PARTITIONS = 12;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final String APPLICATION_ID = "failing-over";

    /** So many records of a changelog are two marks at least, each with the end of its transaction. */
    private static final int TWO_MARKS = 6;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void endWhatStillRuns() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    @Test
    void readersDoNotNoticeThatAnInstanceIsKilledOrStopped() throws Exception {
        CommandProcess broker = started(
                CommandProcess.start(Map.of("DATA_DIR", folder.resolve("broker").toString()), "broker", "--port", "0"));
        EventTopics topics = EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));
        List<String> names = List.of("first", "second", "third");
        Map<String, ServeProcess> instances = new HashMap<>();
        for (String name : names) {
            instances.put(name, start(name, topics));
        }
        DisorderedLoad load = DisorderedLoad.draw(SEED, EVENTS, ZONE);
        awaitCopies(topics, instances.values());
        topics.send(load.delivered());
        await().atMost(Api.PATIENCE)
                .untilAsserted(() -> assertThat(instances.values().stream()
                                .mapToLong(instance -> instance.api().ledger().total())
                                .sum())
                        .isEqualTo(load.size()));
        awaitCopies(topics, instances.values());

        try (Reader reader = new Reader(load, instances)) {
            reader.leave("second");
            instances.remove("second").process().kill();
            awaitOwned(instances.values());
            reader.assertNothingNoticed();
            assertThat(reader.copies()).as("answers from copies").isPositive();

            instances.put("second", start("second", topics));
            awaitCopies(topics, instances.values());
            for (String name : names.subList(0, STOPS)) {
                reader.enter("second", instances.get("second"));
                stopped(instances.get(name), name, reader);
                instances.remove(name);
                awaitOwned(instances.values());
                instances.put(name, start(name, topics));
                awaitCopies(topics, instances.values());
                reader.enter(name, instances.get(name));
            }
            reader.assertNothingNoticed();
            System.out.printf("FailoverIT: %d answers, %d of them from copies%n", reader.answers(), reader.copies());
        }
        assertEachReadsWhatWasSent(topics, instances);
    }

    private static void assertEachReadsWhatWasSent(EventTopics topics, Map<String, ServeProcess> instances)
            throws Exception {
        List<Api> apis = instances.values().stream().map(ServeProcess::api).toList();
        SplittableRandom random = new SplittableRandom(SEED);
        long[] waitNanos = new long[PAIRS];
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of())) {
            for (int pair = 0; pair < PAIRS; pair++) {
                String id = "pair-" + pair;
                RecordMetadata sent = producer.send(topics.record(WireEvent.of(
                                WireEvent.CONVERSATIONS,
                                id,
                                "{\"type\":\"conversation.opened\",\"eventId\":\"e\",\"conversationId\":\"" + id
                                        + "\",\"occurredAt\":\"2024-02-02T12:00:00Z\",\"departmentId\":\"pairs\"}")))
                        .get();
                String position = "conversations=" + ",".repeat(sent.partition()) + (sent.offset() + 1) + ";messages=";
                long startNanos = System.nanoTime();
                HttpResponse<String> answer = apis.get(random.nextInt(apis.size()))
                        .get(
                                "/api/v1/livechat/analytics/dashboards/charts-data?chartName=Total_conversations"
                                        + "&start=2024-02-01&end=2024-02-02&departmentId=pairs",
                                "X-Metrics-Position",
                                position);
                waitNanos[pair] = System.nanoTime() - startNanos;
                assertThat(answer.body())
                        .as("after %d events, at %s", pair + 1, position)
                        .contains("\"dataPoints\":[0," + (pair + 1) + "]");
            }
        }
        Arrays.sort(waitNanos);
        System.out.printf(
                "FailoverIT: %d events sent and read at once, none missed; answered within %.1f ms (p50), %.1f ms (p99)%n",
                PAIRS, waitNanos[PAIRS / 2] / 1e6, waitNanos[PAIRS * 99 / 100] / 1e6);
    }

    /** Asks those that are ready, one after the other, for a chart of which nothing changes any more. */
    private static final class Reader implements AutoCloseable {
        private static final String CHART = "Total_messages";
        private static final Duration PAUSE = Duration.ofMillis(10);

        private final Map<String, Api> apis = new TreeMap<>();
        private final String path;
        private final String expected;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<String> noticed = new ArrayList<>();
        private final CompletableFuture<Void> reading;
        private int answers;
        private int copies;

        private Reader(DisorderedLoad load, Map<String, ServeProcess> instances) {
            List<LocalDate> days =
                    RandomWorkspace.clockChange(load.workspaces().get(0)).days();
            LocalDate start = days.get(0);
            LocalDate end = days.get(days.size() - 1);
            expected = load.expected()
                    .charts()
                    .chart(CHART, start, end, null, ZONE)
                    .body();
            path = "/api/v1/livechat/analytics/dashboards/charts-data?chartName=" + CHART + "&start=" + start + "&end="
                    + end;
            instances.forEach((name, instance) -> apis.put(name, instance.api()));
            reading = CompletableFuture.runAsync(this::readOn);
        }

        private void readOn() {
            for (int turn = 0; !ended.get(); turn++) {
                read(turn);
                // Those that start meanwhile need the processor, too.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private synchronized void read(int turn) {
            String name = List.copyOf(apis.keySet()).get(turn % apis.size());
            Api api = apis.get(name);
            if (api.get("/health/ready").statusCode() != 200) {
                apis.remove(name);
                assertThat(apis).as("those that are ready").isNotEmpty();
                return;
            }
            HttpResponse<String> answer = api.get(path);
            answers++;
            copies += Api.isOfACopy(answer) ? 1 : 0;
            if (answer.statusCode() != 200 || !answer.body().equals(expected)) {
                noticed.add(answer.statusCode() + " " + answer.body());
            }
        }

        /** Is not to be asked any more. */
        private synchronized void leave(String name) {
            apis.remove(name);
        }

        private synchronized void enter(String name, ServeProcess instance) {
            apis.put(name, instance.api());
        }

        private synchronized boolean asks(String name) {
            return apis.containsKey(name);
        }

        private synchronized int answers() {
            return answers;
        }

        private synchronized int copies() {
            return copies;
        }

        private synchronized void assertNothingNoticed() {
            assertThat(reading).isNotCompletedExceptionally();
            assertThat(noticed).as("of " + answers + " answers").isEmpty();
        }

        @Override
        public void close() {
            ended.set(true);
            reading.join();
        }
    }

    /** Stopped as a balancer sees it: it is asked until it says that it is not ready. */
    private static void stopped(ServeProcess instance, String name, Reader reader) throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> stop(instance));
        await().atMost(Api.PATIENCE).until(() -> !reader.asks(name));
        assertThat(status.get(1, TimeUnit.MINUTES)).isZero();
    }

    private static int stop(ServeProcess instance) {
        try {
            return instance.process().stop();
        } catch (InterruptedException cutShort) {
            throw new IllegalStateException(cutShort);
        }
    }

    /** Until each partition is at work somewhere, and a standby of each follows it. */
    private void awaitCopies(EventTopics topics, Iterable<ServeProcess> instances) throws Exception {
        await().atMost(Api.PATIENCE).untilAsserted(() -> {
            assertThat(owned(instances)).hasSize(PARTITIONS);
            int standbys = 0;
            for (ServeProcess instance : instances) {
                standbys += InstanceShare.of(instance.api()).standbys();
            }
            assertThat(standbys).isEqualTo(PARTITIONS);
        });
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrapServers()))) {
            for (String store : List.of("department-days", "department-quarter-hours")) {
                Map<Integer, Long> before = ends(admin, store);
                await().atMost(Api.PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> assertThat(ends(admin, store))
                                .allSatisfy((partition, end) ->
                                        assertThat(end).isGreaterThanOrEqualTo(before.get(partition) + TWO_MARKS)));
            }
        }
    }

    private static Map<Integer, Long> ends(Admin admin, String store) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, PARTITIONS)
                .forEach(partition -> latest.put(
                        new TopicPartition(APPLICATION_ID + "-" + store + "-changelog", partition),
                        OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    private static void awaitOwned(Iterable<ServeProcess> instances) {
        await().atMost(Api.PATIENCE)
                .untilAsserted(() -> assertThat(owned(instances)).hasSize(PARTITIONS));
    }

    private static Set<Integer> owned(Iterable<ServeProcess> instances) {
        List<Integer> owned = new ArrayList<>();
        instances.forEach(
                instance -> owned.addAll(InstanceShare.of(instance.api()).active()));
        assertThat(owned).doesNotHaveDuplicates();
        return Set.copyOf(owned);
    }

    private ServeProcess start(String name, EventTopics topics) throws IOException {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", APPLICATION_ID);
        environment.put("TOPIC_PARTITIONS", Integer.toString(PARTITIONS));
        environment.put("REPORTING_TIMEZONE", ZONE.getId());
        environment.put("PEER_SECRET", "a secret of all three");
        ServeProcess instance = started(
                ServeProcess.start(InstanceFolder.in(folder.resolve(name)).environment(environment)));
        instance.api().awaitReady();
        return instance;
    }

    private <T extends AutoCloseable> T started(T each) {
        started.add(each);
        return each;
    }
}
