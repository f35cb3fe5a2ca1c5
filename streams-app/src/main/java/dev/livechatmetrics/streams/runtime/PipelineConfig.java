package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the pipeline is started with.
 *
 * @param applicationServer {@code host:port} under which other instances reach this one
 * @param stateDir of Kafka Streams; kept between runs
 * @param sources change streams that become events first
 * @param partitions of topics that are created
 * @param replicationFactor of topics that are created
 * @param limits how long the stores keep what
 * @param kafka properties for every Kafka client, such as {@code security.protocol}
 * @param streams properties for Kafka Streams
 */
public record PipelineConfig(
        String applicationId,
        String bootstrapServers,
        String applicationServer,
        Path stateDir,
        TopicNames topics,
        SourceTopics sources,
        int partitions,
        short replicationFactor,
        ZoneId zone,
        Duration maxFutureSkew,
        LifecycleLimits limits,
        Map<String, String> kafka,
        Map<String, String> streams) {

    public PipelineConfig {
        kafka = Map.copyOf(kafka);
        streams = Map.copyOf(streams);
    }
}
