package dev.livechatmetrics.streams.topology;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology: both topics of events flow into one processor, which owns the stores of its partition and sends
 * what it refuses to the dead letters. No repartitioning: an aggregate is a partial one of its partition, and partials
 * merge exactly when they are read.
 */
public final class MetricsTopology {
    private MetricsTopology() {}

    public static Topology build(TopologyConfig config) {
        return build(config, processor(config));
    }

    /** What makes the processor, over rows in RocksDB. */
    public static ConversationProcessorSupplier processor(TopologyConfig config) {
        return new ConversationProcessorSupplier(config, Stores::persistentKeyValueStore);
    }

    public static Topology build(TopologyConfig config, ConversationProcessorSupplier processor) {
        PastTimestamps timestamps = new PastTimestamps();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.CONVERSATION_EVENTS,
                        timestamps,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.topics().conversations())
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.MESSAGE_EVENTS,
                        timestamps,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.topics().messages())
                .addProcessor(Names.PROCESSOR, processor, Names.CONVERSATION_EVENTS, Names.MESSAGE_EVENTS)
                .addSink(
                        Names.DEAD_LETTERS,
                        config.topics().deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.PROCESSOR);
    }
}
