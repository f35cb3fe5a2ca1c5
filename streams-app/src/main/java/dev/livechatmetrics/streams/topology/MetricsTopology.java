package dev.livechatmetrics.streams.topology;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology: both topics of events flow into one processor, which owns the stores of its partition and sends
 * what it refuses to the dead letters. No repartitioning: an aggregate is a partial one of its partition, and partials
 * merge exactly when they are read.
 */
public final class MetricsTopology {
    /**
     * Events carry their own time; that of the record only interleaves the two topics and stamps what is written for it. A
     * broker refuses to write a record dated in the future, which would end the thread, so a producer's broken clock must
     * not reach the changelogs.
     */
    private static final TimestampExtractor TIMESTAMPS =
            (record, partitionTime) -> Math.min(Math.max(0, record.timestamp()), System.currentTimeMillis());

    private MetricsTopology() {}

    public static Topology build(TopologyConfig config) {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.CONVERSATION_EVENTS,
                        TIMESTAMPS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.topics().conversations())
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.MESSAGE_EVENTS,
                        TIMESTAMPS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.topics().messages())
                .addProcessor(
                        Names.PROCESSOR,
                        new ConversationProcessorSupplier(config, Stores::persistentKeyValueStore),
                        Names.CONVERSATION_EVENTS,
                        Names.MESSAGE_EVENTS)
                .addSink(
                        Names.DEAD_LETTERS,
                        config.topics().deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.PROCESSOR);
    }
}
