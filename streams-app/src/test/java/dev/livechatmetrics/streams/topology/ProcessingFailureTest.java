package dev.livechatmetrics.streams.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A record on which our own code fails is set aside and leaves no trace in any store; a failure of Kafka is not taken
 * for the record's.
 */
class ProcessingFailureTest {
    private static final TopicNames TOPICS = TopicNames.DEFAULT;
    private static final String POISON = "poison";

    @TempDir
    private Path folder;

    private final List<TopologyTestDriver> drivers = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        drivers.forEach(TopologyTestDriver::close);
    }

    @Test
    void shouldSetASideARecordThatTheDecoderFailsOn() {
        List<WireEvent> good = RandomWorkspace.events(3, 40);
        WireEvent poison = opened("c3-0", POISON);
        TopologyTestDriver with = driver(failingOn(POISON, IllegalStateException::new));
        TopologyTestDriver without = driver(failingOn(POISON, IllegalStateException::new));

        send(with, good.subList(0, 300));
        send(with, List.of(poison, poison));
        send(with, good.subList(300, good.size()));
        send(without, good);

        List<TestRecord<byte[], byte[]>> deadLetters = deadLetters(with);
        assertThat(deadLetters).hasSize(2);
        assertThat(deadLetters).allSatisfy(deadLetter -> {
            assertThat(deadLetter.key()).isEqualTo(poison.key());
            assertThat(deadLetter.value()).isEqualTo(poison.value());
            assertThat(header(deadLetter, "reason")).isEqualTo("processing-failed");
            assertThat(header(deadLetter, "topic")).isEqualTo(TOPICS.conversations());
        });
        assertThat(rows(with)).isEqualTo(rows(without));
        LedgerRow counted = ledger(with).get(TOPICS.conversations());
        LedgerRow countedWithout = ledger(without).get(TOPICS.conversations());
        assertThat(counted)
                .isEqualTo(new LedgerRow(
                        countedWithout.applied(),
                        countedWithout.duplicate(),
                        countedWithout.ignored(),
                        Map.of("processing-failed", 2L),
                        countedWithout.nextOffset() + 2));
        assertThat(ledger(with).get(TOPICS.messages()))
                .isEqualTo(ledger(without).get(TOPICS.messages()));
        assertThat(log.list).hasSize(2).allSatisfy(event -> {
            assertThat(event.getFormattedMessage())
                    .contains("IllegalStateException")
                    .doesNotContain(POISON, "c3-0");
            assertThat(event.getThrowableProxy())
                    .as("its message may quote the record")
                    .isNull();
        });
    }

    /** As after a downgrade: the record is whole, and a dead letter of it would be an event lost. */
    @Test
    void shouldEndRatherThanSetAsideARecordWhoseConversationAnotherBuildWrote() {
        TopologyTestDriver driver = driver(() -> new EventDecoder()::decodeKept);
        send(driver, List.of(opened("newer", "o")));
        ConversationStore conversations =
                (ConversationStore) driver.getAllStateStores().get(Names.CONVERSATIONS);
        conversations.writeBack();
        conversations.dropLive();
        Bytes head = Bytes.wrap("newer".getBytes(ISO_8859_1));
        byte[] row = conversations.rows().get(head);
        row[0] = 99;
        conversations.rows().put(head, row);

        assertThatThrownBy(() -> send(driver, List.of(message("newer", 1))))
                .hasRootCauseInstanceOf(UnknownVersionException.class)
                .rootCause()
                .hasMessageContaining("store conversations has version 99");
        assertThat(deadLetters(driver)).isEmpty();
    }

    /** A row of events that is gone is found out when an event comes that must be sorted in among them. */
    @Test
    void shouldSetAsideARecordThatItsConversationFailsOn() {
        TopologyTestDriver driver = driver(() -> new EventDecoder()::decodeKept);
        send(driver, List.of(opened("whole", "o"), opened("torn", "o")));
        for (int i = 0; i < 40; i++) {
            send(driver, List.of(message("whole", i), message("torn", i)));
        }
        ConversationStore conversations =
                (ConversationStore) driver.getAllStateStores().get(Names.CONVERSATIONS);
        conversations.writeBack();
        Bytes firstChunk = Bytes.wrap("torn\u00ff\0\0\0\1".getBytes(ISO_8859_1));
        assertThat(conversations.rows().delete(firstChunk)).isNotNull();
        Map<String, Map<String, String>> before = rows(driver);

        send(driver, List.of(message("torn", -5)));
        assertThat(rows(driver)).as("nothing half done").isEqualTo(before);
        assertThat(deadLetters(driver))
                .singleElement()
                .satisfies(
                        deadLetter -> assertThat(header(deadLetter, "reason")).isEqualTo("processing-failed"));

        conversations.dropLive();
        send(driver, List.of(message("torn", 50)));
        assertThat(rows(driver)).as("nothing half done").isEqualTo(before);
        assertThat(deadLetters(driver)).hasSize(1);

        send(driver, List.of(message("whole", -5)));
        assertThat(rows(driver)).as("the other conversation goes on").isNotEqualTo(before);
        assertThat(ledger(driver).get(TOPICS.messages()).applied()).isEqualTo(81);
        assertThat(ledger(driver).get(TOPICS.messages()).deadLetters()).isEqualTo(Map.of("processing-failed", 2L));
    }

    @Test
    void shouldNotTakeAFailureOfKafkaForTheRecords() {
        TopologyTestDriver driver = driver(failingOn(POISON, KafkaException::new));
        send(driver, List.of(opened("c", "o")));
        Map<String, LedgerRow> before = ledger(driver);

        assertThatExceptionOfType(StreamsException.class)
                .isThrownBy(() -> send(driver, List.of(opened("d", POISON))))
                .withCauseInstanceOf(KafkaException.class);
        assertThat(deadLetters(driver)).isEmpty();
        assertThat(ledger(driver)).isEqualTo(before);
    }

    private TopologyTestDriver driver(Supplier<TopologyConfig.Decoding> decoding) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven-" + drivers.size());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        TopologyConfig config = new TopologyConfig(
                TOPICS, 1, ZoneOffset.UTC, Duration.ofHours(1), 1_000_000, LifecycleLimits.DEFAULT, decoding);
        TopologyTestDriver driver = new TopologyTestDriver(
                MetricsTopology.build(config), properties, Instant.parse("2026-06-01T00:00:00Z"));
        drivers.add(driver);
        return driver;
    }

    /** The decoder, but for values that hold the text: there it fails, and quotes them. */
    private static Supplier<TopologyConfig.Decoding> failingOn(
            String text, Function<String, RuntimeException> failure) {
        EventDecoder decoder = new EventDecoder();
        return () -> (onMessages, key, value, latestMillis) -> {
            if (value != null && new String(value, UTF_8).contains(text)) {
                throw failure.apply("cannot read " + new String(value, UTF_8));
            }
            return decoder.decodeKept(onMessages, key, value, latestMillis);
        };
    }

    private static WireEvent opened(String conversationId, String eventId) {
        return WireEvent.of(
                WireEvent.CONVERSATIONS,
                conversationId,
                "{\"type\":\"conversation.opened\",\"conversationId\":\"" + conversationId + "\",\"eventId\":\""
                        + eventId + "\",\"occurredAt\":\"2026-01-01T00:01:00Z\",\"departmentId\":\"sales\"}");
    }

    private static WireEvent message(String conversationId, int second) {
        Instant at = Instant.parse("2026-01-01T00:01:00Z").plusSeconds(second);
        return WireEvent.of(
                WireEvent.MESSAGES,
                conversationId,
                "{\"type\":\"message.sent\",\"conversationId\":\"" + conversationId + "\",\"messageId\":\"m" + second
                        + "\",\"occurredAt\":\"" + at + "\",\"sender\":\"" + (second % 3 == 0 ? "agent" : "visitor")
                        + "\"}");
    }

    private static void send(TopologyTestDriver driver, List<WireEvent> events) {
        for (WireEvent event : events) {
            String topic = event.topic().equals(WireEvent.MESSAGES) ? TOPICS.messages() : TOPICS.conversations();
            driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(event.key(), event.value());
        }
    }

    /** Those since the last call. */
    private static List<TestRecord<byte[], byte[]>> deadLetters(TopologyTestDriver driver) {
        return driver.createOutputTopic(TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static String header(TestRecord<byte[], byte[]> deadLetter, String name) {
        return new String(
                deadLetter.headers().lastHeader("livechat.error." + name).value(), UTF_8);
    }

    /** Every row of every store but the ledger, in hexadecimal. */
    private static Map<String, Map<String, String>> rows(TopologyTestDriver driver) {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        driver.getAllStateStores().forEach((name, store) -> {
            if (!name.equals(Names.LEDGER)) {
                rows.put(name, rows(store));
            }
        });
        return rows;
    }

    private static Map<String, String> rows(StateStore store) {
        if (store instanceof LiveStore live) {
            live.writeBack();
        }
        Map<String, String> rows = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store(store).all()) {
            all.forEachRemaining(row -> rows.put(
                    HexFormat.of().formatHex(row.key.get()), HexFormat.of().formatHex(row.value)));
        }
        // These count commits, of which a record more may make one more.
        rows.remove(HexFormat.of().formatHex(CommitMark.BEGUN_KEY.get()));
        rows.remove(HexFormat.of().formatHex(CommitMark.DONE_KEY.get()));
        return rows;
    }

    @SuppressWarnings("unchecked") // the one store that is not ours
    private static KeyValueStore<Bytes, byte[]> store(StateStore store) {
        return store instanceof LiveStore live ? live.rows() : (KeyValueStore<Bytes, byte[]>) store;
    }

    private static Map<String, LedgerRow> ledger(TopologyTestDriver driver) {
        return driver.getAllStateStores()
                .get(Names.LEDGER)
                .query(new LedgerQuery(), PositionBound.unbounded(), new QueryConfig(false))
                .getResult();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ConversationProcessor.class);
    }
}
