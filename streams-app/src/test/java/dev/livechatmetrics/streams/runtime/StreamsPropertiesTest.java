package dev.livechatmetrics.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsPropertiesTest {
    private static final String SESSION_TIMEOUT = "session.timeout.ms";

    @TempDir
    private Path stateDir;

    @Test
    void shouldPreferTheUsersSettingForAllClientsToItsOwnForOneKind() {
        for (Properties properties : List.of(
                properties(Map.of(SESSION_TIMEOUT, "7000"), Map.of()),
                properties(Map.of(), Map.of(SESSION_TIMEOUT, "7000")),
                properties(Map.of(), Map.of(StreamsConfig.mainConsumerPrefix(SESSION_TIMEOUT), "7000")))) {
            assertThat(new StreamsConfig(properties).getMainConsumerConfigs("group", "client", 0))
                    .containsEntry(SESSION_TIMEOUT, "7000");
        }
    }

    private Properties properties(Map<String, String> kafka, Map<String, String> streams) {
        PipelineConfig config = new PipelineConfig(
                "application",
                "127.0.0.1:1",
                "127.0.0.1:2",
                stateDir,
                TopicNames.DEFAULT,
                SourceTopics.NONE,
                4,
                (short) 1,
                ZoneOffset.UTC,
                Duration.ofHours(1),
                LifecycleLimits.DEFAULT,
                kafka,
                streams);
        return StreamsProperties.of(config, new Topics(4, 1_000_000, List.of(), List.of()));
    }
}
