package dev.livechatmetrics.streams.topology;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The stage before the topics of events: changes of Rocket.Chat's documents become events, keyed by their conversation. An
 * application of its own, so that it can come and go without a word in the names of the stores' changelogs.
 */
public final class SourceTopology {
    private SourceTopology() {}

    /** {@code maxDeadLetterBytes}: the largest record that the topic of dead letters and the producer take. */
    public static Topology build(SourceTopics sources, TopicNames topics, int maxDeadLetterBytes, SourceCounts counts) {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.DOCUMENT_CHANGES,
                        new PastTimestamps(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        sources.names().toArray(String[]::new))
                .addProcessor(
                        Names.MAPPING,
                        () -> new SourceProcessor(sources, maxDeadLetterBytes, counts),
                        Names.DOCUMENT_CHANGES)
                .addSink(
                        Names.MAPPED_CONVERSATIONS,
                        topics.conversations(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.MAPPING)
                .addSink(
                        Names.MAPPED_MESSAGES,
                        topics.messages(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.MAPPING)
                .addSink(
                        Names.DEAD_LETTERS,
                        topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.MAPPING);
    }
}
