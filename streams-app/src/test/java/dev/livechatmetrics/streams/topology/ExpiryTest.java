package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has left leaves nothing behind: readers do not see the rows of days that are gone, so only the rows can tell. */
final class ExpiryTest {
    private static final Duration SLICE = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    @Test
    void shouldLeaveNoRowOfWhatHasLeft() {
        try (TopologyTestDriver driver = driver(new LifecycleLimits(0, 10, 1_000, 1))) {
            // Some with hundreds of events and so with more rows than one.
            RandomWorkspace.events(1, 10, 400).forEach(event -> send(driver, event));
            assertThat(rows(driver))
                    .allSatisfy((store, count) -> assertThat(count).as(store).isPositive());

            driver.advanceWallClockTime(Duration.ofDays(30));
            for (int slice = 0; slice < 100; slice++) {
                driver.advanceWallClockTime(SLICE);
            }
            assertThat(rows(driver))
                    .isEqualTo(Map.of(
                            // The marks of the latest commit.
                            Names.CONVERSATIONS,
                            2,
                            Names.DEPARTMENT_QUARTER_HOURS,
                            2,
                            Names.FIRST_RESPONSES,
                            0,
                            // These and the stamp of the zone.
                            Names.DEPARTMENT_DAYS,
                            3,
                            // These and the stamp that it was made.
                            Names.OPENINGS,
                            3,
                            Names.SKETCHES,
                            3));
        }
    }

    private TopologyTestDriver driver(LifecycleLimits limits) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        TopologyConfig config =
                new TopologyConfig(TopicNames.DEFAULT, 1, ZoneOffset.UTC, Duration.ofHours(1), 1_000_000, limits);
        // Later than any event and not so late that one is too old.
        Instant now = RandomWorkspace.clockChange(1).at().plus(Duration.ofDays(4));
        return new TopologyTestDriver(MetricsTopology.build(config), properties, now);
    }

    private static void send(TopologyTestDriver driver, WireEvent event) {
        TopicNames topics = TopicNames.DEFAULT;
        String topic = event.topic().equals(WireEvent.MESSAGES) ? topics.messages() : topics.conversations();
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(event.key(), event.value());
    }

    /** How many rows each store has, but for the ledger. */
    private static Map<String, Integer> rows(TopologyTestDriver driver) {
        Map<String, Integer> counts = new TreeMap<>();
        driver.getAllStateStores().forEach((name, store) -> {
            if (!name.equals(Names.LEDGER)) {
                LiveStore live = (LiveStore) store;
                live.writeBack();
                int count = 0;
                try (KeyValueIterator<Bytes, byte[]> all = live.rows().all()) {
                    for (; all.hasNext(); all.next()) {
                        count++;
                    }
                }
                counts.put(name, count);
            }
        });
        return counts;
    }
}
