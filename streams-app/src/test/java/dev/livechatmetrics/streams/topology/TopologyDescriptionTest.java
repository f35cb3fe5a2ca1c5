package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * The topology is what {@code topology.txt} says. The names in it are those of changelogs and state directories: where
 * one changes, what is kept under the old one is lost to the next version.
 */
class TopologyDescriptionTest {
    @Test
    void isAsPinned() throws IOException {
        TopologyConfig config = new TopologyConfig(
                TopicNames.DEFAULT, 1, ZoneOffset.UTC, Duration.ofHours(1), 1_000_000, LifecycleLimits.DEFAULT);

        assertThat(MetricsTopology.build(config).describe().toString().strip()).isEqualTo(pinned());
    }

    private static String pinned() throws IOException {
        try (InputStream file = TopologyDescriptionTest.class.getResourceAsStream("topology.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
