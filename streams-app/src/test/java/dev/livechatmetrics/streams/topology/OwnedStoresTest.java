package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition is read exactly as long as its task is at work. */
class OwnedStoresTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);
    private static final BucketsQuery QUERY = new BucketsQuery("sales", ZoneOffset.UTC, DAY, DAY.plusDays(1));

    private final TopologyConfig config = new TopologyConfig(
            TopicNames.DEFAULT, 1, ZoneOffset.UTC, Duration.ofHours(1), 1_000_000, LifecycleLimits.DEFAULT);
    private final ConversationProcessorSupplier processor = MetricsTopology.processor(config);
    private final Properties properties = new Properties();

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() {
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "owned-stores");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    }

    @Test
    void shouldHaveAPartitionAsLongAsItsTaskIsAtWork() {
        assertThat(read(0).getFailureReason()).isEqualTo(FailureReason.NOT_ACTIVE);

        try (TopologyTestDriver driver = driver("only")) {
            open(driver, "c1");
            assertThat(read(0).getResult().get(0).sums().conversations()).isEqualTo(1);
            assertThat(read(1).getFailureReason()).isEqualTo(FailureReason.NOT_ACTIVE);
        }

        assertThat(read(0).getFailureReason()).isEqualTo(FailureReason.NOT_ACTIVE);
    }

    @Test
    void shouldKeepTheTaskThatTookAnothersPlace() {
        TopologyTestDriver before = driver("before");
        try (TopologyTestDriver after = driver("after")) {
            before.close();
            open(after, "c1");
            assertThat(read(0).getResult().get(0).sums().conversations()).isEqualTo(1);
        }
    }

    @Test
    void shouldSayHowFarAPartitionIsRead() {
        assertThat(processor.owned().position(0)).isEqualTo(InputPosition.START);
        try (TopologyTestDriver driver = driver("positions")) {
            open(driver, "c1");
            open(driver, "c2");
            driver.createInputTopic(TopicNames.DEFAULT.messages(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new byte[] {'c'}, new byte[] {'x'});

            assertThat(processor.owned().position(0))
                    .as("refused records count")
                    .isEqualTo(new InputPosition(2, 1));
            assertThat(processor.owned().position(1)).isEqualTo(InputPosition.START);
        }

        assertThat(processor.owned().position(0)).isEqualTo(InputPosition.START);
    }

    private TopologyTestDriver driver(String name) {
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve(name).toString());
        return new TopologyTestDriver(
                MetricsTopology.build(config, processor), properties, Instant.parse("2026-01-03T00:00:00Z"));
    }

    private static void open(TopologyTestDriver driver, String conversation) {
        String json = "{\"type\":\"conversation.opened\",\"eventId\":\"e\",\"conversationId\":\"" + conversation
                + "\",\"occurredAt\":\"" + DAY + "T12:00:00Z\",\"departmentId\":\"sales\"}";
        driver.createInputTopic(
                        TopicNames.DEFAULT.conversations(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(conversation.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
    }

    private QueryResult<BucketSums> read(int partition) {
        return processor
                .owned()
                .query(StateQueryRequest.inStore(Names.DEPARTMENT_DAYS)
                        .withQuery(QUERY)
                        .withPartitions(Set.of(partition)))
                .getPartitionResults()
                .get(partition);
    }
}
