package dev.livechatmetrics.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The driver's records are all in partition 0, of four: what belongs to another one comes from a stranger's hash. */
class KeyPlacementTest {
    private static final TopicNames TOPICS = TopicNames.DEFAULT;
    private static final int PARTITIONS = 4;

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        log.start();
        logger().addAppender(log);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "placed");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                MetricsTopology.build(new TopologyConfig(
                        TOPICS, PARTITIONS, ZoneOffset.UTC, Duration.ofHours(1), 1_000_000, LifecycleLimits.DEFAULT)),
                properties,
                Instant.parse("2026-06-01T00:00:00Z"));
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        driver.close();
    }

    @Test
    void shouldSayNothingWhereKeysAreWhereKafkaPlacesThem() {
        keys(true).limit(20).forEach(key -> send(key, "e"));

        assertThat(log.list).isEmpty();
    }

    @Test
    void shouldWarnOnceWithoutTheKey() {
        List<String> misplaced = keys(false).limit(20).toList();

        misplaced.forEach(key -> send(key, "e"));

        assertThat(log.list).singleElement().satisfies(warning -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARN);
            assertThat(warning.getFormattedMessage())
                    .contains("partition 0", TOPICS.conversations(), "murmur2", "partitioner=murmur2_random")
                    .doesNotContain(misplaced.get(0));
        });
        assertThat(driver.getAllStateStores()
                        .get(Names.LEDGER)
                        .query(new LedgerQuery(), PositionBound.unbounded(), new QueryConfig(false))
                        .getResult()
                        .get(TOPICS.conversations())
                        .applied())
                .as("nothing is refused")
                .isEqualTo(misplaced.size());
    }

    @Test
    void shouldAskForNewConversationsAlone() {
        String key = keys(false).findFirst().orElseThrow();
        send(key, "first");
        log.list.clear();
        ConversationStore conversations =
                (ConversationStore) driver.getAllStateStores().get(Names.CONVERSATIONS);

        assertThat(conversations.get(key.getBytes(UTF_8)).isUnknown()).isFalse();
        conversations.writeBack();
        conversations.dropLive();
        assertThat(conversations.get(key.getBytes(UTF_8)).isUnknown()).isFalse();
        assertThat(conversations.get("nobody".getBytes(UTF_8)).isUnknown()).isTrue();
    }

    private void send(String key, String eventId) {
        TestInputTopic<byte[], byte[]> topic =
                driver.createInputTopic(TOPICS.conversations(), new ByteArraySerializer(), new ByteArraySerializer());
        topic.pipeInput(
                key.getBytes(UTF_8),
                ("{\"type\":\"conversation.opened\",\"conversationId\":\"" + key + "\",\"eventId\":\"" + eventId
                                + "\",\"occurredAt\":\"2026-01-01T00:01:00Z\"}")
                        .getBytes(UTF_8));
    }

    /** Keys that Kafka places in partition 0, or those that it does not. */
    private static Stream<String> keys(boolean placed) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "conversation-" + i)
                .filter(key -> placed == (BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), PARTITIONS) == 0));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(KeyPlacement.class);
    }
}
