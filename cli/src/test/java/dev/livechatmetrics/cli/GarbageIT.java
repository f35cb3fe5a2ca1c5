package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.BrokenRecord;
import dev.livechatmetrics.testkit.BrokenRecords;
import dev.livechatmetrics.testkit.ClockChange;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Garbage among the events: it changes no answer, each piece of it is found among the dead letters with the way back to
 * where it was, and no thread dies of it.
 *
 * <p>{@code -Dgarbage.records=100000} sends more of it, {@code -Dgarbage.seed=N} another.
 */
class GarbageIT {
    private static final int BROKEN = Integer.getInteger("garbage.records", 10_000);
    private static final long SEED = Long.getLong("garbage.seed", 1);
    private static final int IGNORED = BROKEN / 10;
    private static final int CONVERSATIONS = 250;

    /** A code and, at most, the name of a field that the contract knows. */
    private static final Pattern REASON = Pattern.compile(
            "(empty-value|tombstone-on-messages|not-utf8|not-one-json-object|missing-key|time-before-2000 occurredAt"
                    + "|time-in-future occurredAt|not-a-time occurredAt|key-mismatch conversationId"
                    + "|id-out-of-bounds key|(missing-field|wrong-type|value-not-allowed|id-out-of-bounds) (type"
                    + "|conversationId|occurredAt|eventId|messageId|departmentId|agentId|closedBy|sender|senderId))");

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private ErrorLog errorLog;

    @BeforeEach
    void startBroker() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        errorLog = ErrorLog.open();
    }

    @AfterEach
    void stopBroker() throws IOException {
        errorLog.close();
        broker.close();
    }

    @Test
    void garbageIsSetAsideAndChangesNothing() throws Exception {
        System.out.println("GarbageIT: -Dgarbage.seed=" + SEED + " -Dgarbage.records=" + BROKEN);
        long nowMillis = System.currentTimeMillis();
        List<WireEvent> events = RandomWorkspace.events(SEED, CONVERSATIONS);
        List<WireEvent> delivered = RandomWorkspace.disordered(SEED, events);
        List<WireEvent> ignored = BrokenRecords.ignoredRecords(SEED, IGNORED, nowMillis);
        List<WireEvent> broken = BrokenRecords.broken(SEED, BROKEN, nowMillis).stream()
                .map(BrokenRecord::wire)
                .toList();
        List<WireEvent> all = new ArrayList<>(
                Stream.of(delivered, ignored, broken).flatMap(List::stream).toList());
        Collections.shuffle(all, new Random(SEED));

        ClockChange change = RandomWorkspace.clockChange(SEED);
        EventTopics topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("REPORTING_TIMEZONE", change.zone().getId());
        try (InstanceInJvm instance =
                InstanceInJvm.start(InstanceFolder.in(folder).environment(environment))) {
            Map<String, String> threads = instance.threads();
            List<RecordMetadata> places = topics.send(all);
            LedgerMetricsText ledger = instance.api().awaitRecords(all.size());

            NaiveCharts charts = NaiveCharts.of(events);
            new ExpectedCharts(charts, change.zone()).assertAnsweredBy(instance.api(), change.days());
            assertThat(ledger.perPartition()).isEqualTo(topics.sizes());
            assertThat(ledger.total()).isEqualTo(all.size());
            assertThat(ledger.total("dead-lettered")).isEqualTo(broken.size());
            assertThat(ledger.total("duplicate")).isEqualTo(delivered.size() - charts.distinctEvents());
            assertThat(ledger.total("applied") + ledger.total("ignored"))
                    .isEqualTo(charts.distinctEvents() + ignored.size());
            assertDeadLetters(topics, sent(all, places, broken), ledger);
            assertUnharmed(instance, threads);
        }
    }

    @Test
    void recordsLargerThanADeadLetterMayBeAreCut() throws Exception {
        EventTopics topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
        createTopics(Map.of(
                topics.conversations(), 8 << 20,
                topics.messages(), 4 << 20,
                topics.deadLetters(), 1 << 20));
        Random random = new Random(SEED);
        List<ProducerRecord<byte[], byte[]>> large = List.of(
                record(topics.messages(), "c", bytes(2 << 20, random)),
                record(topics.messages(), "c", "{\"type\":\"message.sent\",\"note\":\"" + "n".repeat(2 << 20)),
                record(topics.conversations(), bytes(2 << 20, random), bytes(100, random)),
                withHeader(record(topics.conversations(), "c", bytes(2 << 20, random)), bytes(1 << 10, random)),
                withHeader(record(topics.conversations(), "c", bytes(100, random)), bytes(2 << 20, random)),
                withHeader(record(topics.conversations(), "c", bytes(100, random)), bytes(100, random)),
                record(topics.conversations(), "c", bytes(7 << 20, random)));

        assertCut(topics, large, 1 << 20);
    }

    /** What cannot be compressed grows a little when it is sent compressed: the more, the larger it is. */
    @Test
    void recordsLargerThanALargeDeadLetterMayBeAreCut() throws Exception {
        EventTopics topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
        int most = 6 << 20;
        createTopics(Map.of(
                topics.conversations(), 8 << 20,
                topics.messages(), 8 << 20,
                topics.deadLetters(), most));
        Random random = new Random(SEED);
        List<ProducerRecord<byte[], byte[]>> large = List.of(
                record(topics.messages(), "c", bytes(7 << 20, random)),
                record(topics.conversations(), "c", bytes(most - 300, random)),
                record(topics.conversations(), "c", bytes(most - 1_000, random)));

        assertCut(topics, large, most);
    }

    private void assertCut(EventTopics topics, List<ProducerRecord<byte[], byte[]>> records, int mostBytes)
            throws Exception {
        try (InstanceInJvm instance =
                InstanceInJvm.start(InstanceFolder.in(folder).environment(topics.environment()))) {
            Map<String, String> threads = instance.threads();
            Map<String, ProducerRecord<byte[], byte[]>> sent = new TreeMap<>();
            try (KafkaProducer<byte[], byte[]> producer =
                    topics.producer(Map.of("max.request.size", 32 << 20, "buffer.memory", 128 << 20))) {
                for (ProducerRecord<byte[], byte[]> record : records) {
                    RecordMetadata place = producer.send(record).get();
                    sent.put(place.topic() + "-" + place.partition() + "@" + place.offset(), record);
                }
            }
            List<WireEvent> good = RandomWorkspace.events(SEED, 5);
            topics.send(good);
            LedgerMetricsText ledger = instance.api().awaitRecords(records.size() + good.size());

            assertThat(ledger.total("dead-lettered")).isEqualTo(records.size());
            assertThat(ledger.total()).isEqualTo(records.size() + good.size());
            for (ConsumerRecord<byte[], byte[]> deadLetter : topics.awaitDeadLetters(records.size())) {
                DeadLetterHeaders headers = DeadLetterHeaders.of(deadLetter);
                ProducerRecord<byte[], byte[]> original = sent.remove(headers.place());
                assertThat(original).as(headers.place()).isNotNull();
                assertCutOf(original, deadLetter, headers, mostBytes);
            }
            assertThat(sent).as("records that are no dead letters").isEmpty();
            assertUnharmed(instance, threads);
        }
    }

    /** What is there is the original's beginning, and all that is gone is named. */
    private static void assertCutOf(
            ProducerRecord<byte[], byte[]> original,
            ConsumerRecord<byte[], byte[]> deadLetter,
            DeadLetterHeaders headers,
            int mostBytes) {
        String cut = headers.cut() == null ? "" : headers.cut();
        assertThat(isStart(deadLetter.key(), original.key())).as("key").isTrue();
        assertThat(isStart(deadLetter.value(), original.value())).as("value").isTrue();
        assertThat(cut.contains("key from " + original.key().length + " bytes"))
                .isEqualTo(deadLetter.key().length < original.key().length);
        assertThat(cut.contains("value from " + original.value().length + " bytes"))
                .isEqualTo(deadLetter.value().length < original.value().length);
        assertThat(cut.contains("headers from "))
                .isEqualTo(DeadLetterHeaders.others(deadLetter).size()
                        < original.headers().toArray().length);
        int most = mostBytes - mostBytes / 256;
        if (!cut.isEmpty()) {
            assertThat(size(original)).as("cut though it fits").isGreaterThan(most);
            int kept = deadLetter.key().length + deadLetter.value().length + size(DeadLetterHeaders.others(deadLetter));
            assertThat(cut.contains("headers") || kept > most)
                    .as("cut shorter than need be")
                    .isTrue();
        }
    }

    private static boolean isStart(byte[] start, byte[] whole) {
        return start.length <= whole.length && Arrays.equals(start, 0, start.length, whole, 0, start.length);
    }

    private static int size(ProducerRecord<byte[], byte[]> record) {
        return record.key().length
                + record.value().length
                + size(List.of(record.headers().toArray()));
    }

    private static int size(List<Header> headers) {
        return headers.stream().mapToInt(header -> header.value().length).sum();
    }

    private void assertUnharmed(InstanceInJvm instance, Map<String, String> threadsAtFirst) {
        assertThat(instance.threads().keySet()).as("stream threads").isEqualTo(threadsAtFirst.keySet());
        assertThat(Set.copyOf(instance.threads().values())).containsExactly("RUNNING");
        assertThat(errorLog.errors()).isEmpty();
    }

    /** Each broken record once, with its bytes, and with the way back to where its bytes still are. */
    private static void assertDeadLetters(EventTopics topics, Map<String, WireEvent> broken, LedgerMetricsText ledger) {
        Map<String, ConsumerRecord<byte[], byte[]>> read = new HashMap<>();
        Stream.of(topics.conversations(), topics.messages())
                .flatMap(topic -> topics.read(topic).stream())
                .forEach(record -> read.put(place(record), record));
        Map<String, Long> perPartition = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> deadLetter : topics.awaitDeadLetters(broken.size())) {
            DeadLetterHeaders headers = DeadLetterHeaders.of(deadLetter);
            WireEvent sent = broken.remove(headers.place());
            assertThat(sent).as("broken record at %s", headers.place()).isNotNull();
            assertThat(deadLetter.key()).as("key of %s", headers.place()).isEqualTo(sent.key());
            assertThat(deadLetter.value()).as("value of %s", headers.place()).isEqualTo(sent.value());
            ConsumerRecord<byte[], byte[]> there = read.get(headers.place());
            assertThat(there.key()).isEqualTo(deadLetter.key());
            assertThat(there.value()).isEqualTo(deadLetter.value());
            assertThat(headers.reason()).matches(REASON);
            assertThat(headers.cut()).isNull();
            assertThat(DeadLetterHeaders.others(deadLetter)).isEmpty();
            perPartition.merge(headers.topic() + "-" + headers.partition(), 1L, Long::sum);
        }
        assertThat(broken).as("broken records that are no dead letters").isEmpty();
        assertThat(ledger.perPartition("dead-lettered")).isEqualTo(perPartition);
    }

    /** Those of them that are broken, by where they were sent to. */
    private static Map<String, WireEvent> sent(
            List<WireEvent> all, List<RecordMetadata> places, List<WireEvent> broken) {
        Set<WireEvent> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(broken);
        Map<String, WireEvent> sent = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (wanted.contains(all.get(i))) {
                RecordMetadata place = places.get(i);
                sent.put(place.topic() + "-" + place.partition() + "@" + place.offset(), all.get(i));
            }
        }
        return sent;
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private void createTopics(Map<String, Integer> mostBytes) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            mostBytes.forEach((name, bytes) -> topics.add(new NewTopic(name, 2, (short) 1)
                    .configs(Map.of("max.message.bytes", bytes.toString(), "retention.ms", "-1"))));
            admin.createTopics(topics).all().get();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return record(topic, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return record(topic, key, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
        return new ProducerRecord<>(topic, key, value);
    }

    private static ProducerRecord<byte[], byte[]> withHeader(ProducerRecord<byte[], byte[]> record, byte[] value) {
        record.headers().add("trace", value);
        return record;
    }

    /** As compression likes them least. */
    private static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
