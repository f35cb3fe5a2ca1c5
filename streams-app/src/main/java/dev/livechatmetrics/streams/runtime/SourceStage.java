package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.topology.SourceCounts;
import dev.livechatmetrics.streams.topology.SourceTopology;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What turns change streams into events: a Kafka Streams of its own beside the pipeline's, with no state. */
final class SourceStage {
    /** Of its application's id, after the deployment's own. */
    static final String SUFFIX = "-sources";

    private static final Logger LOG = LoggerFactory.getLogger(SourceStage.class);

    private final KafkaStreams streams;

    private SourceStage(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Not yet started. */
    static SourceStage of(PipelineConfig config, Topics topics, SourceCounts counts) {
        Properties properties = StreamsProperties.of(config, topics);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId() + SUFFIX);
        if (!config.streams().containsKey(StreamsConfig.NUM_STREAM_THREADS_CONFIG)) {
            properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        }
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        int maxDeadLetterBytes = StreamsProperties.maxDeadLetterBytes(properties, topics);
        try {
            return new SourceStage(new KafkaStreams(
                    SourceTopology.build(config.sources(), config.topics(), maxDeadLetterBytes, counts), properties));
        } catch (StreamsException failed) {
            throw new PipelineException("Kafka Streams did not start: " + failed.getMessage(), failed);
        } catch (KafkaException refused) {
            throw ClientRefusal.of(refused, config);
        }
    }

    void start(StreamsUncaughtExceptionHandler onFailure) {
        streams.setUncaughtExceptionHandler(onFailure);
        streams.start();
    }

    void close(CloseOptions.GroupMembershipOperation membership, Duration timeout) {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(timeout));
        if (!closed) {
            LOG.warn(
                    "The stage of change streams did not close within {}; what was not committed is read again",
                    timeout);
        }
    }
}
