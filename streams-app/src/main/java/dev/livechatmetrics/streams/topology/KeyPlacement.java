package dev.livechatmetrics.streams.topology;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once a task, where a conversation comes in another partition than Kafka's own clients give its key. That is
 * right where all producers agree; where they do not, the conversation has two partitions and counts in both.
 */
final class KeyPlacement {
    private static final Logger LOG = LoggerFactory.getLogger(KeyPlacement.class);

    private final int partitions;
    private boolean warned;

    KeyPlacement(int partitions) {
        this.partitions = partitions;
    }

    /** To be told of each record whose conversation was unknown, and of no other. */
    void newConversation(byte[] id, RecordMetadata origin) {
        if (warned || origin.partition() >= partitions) { // partitions added since the start say nothing yet
            return;
        }
        if (BuiltInPartitioner.partitionForKey(id, partitions) != origin.partition()) {
            warned = true;
            LOG.warn(
                    "A conversation came in partition {} of the topic {}, to which Kafka's default, a murmur2 hash of the"
                            + " key, does not lead. Every producer must place keys alike, or a conversation is counted"
                            + " twice: set partitioner=murmur2_random in clients of librdkafka such as kcat, or one and"
                            + " the same partitioner everywhere. Said once for each partition.",
                    origin.partition(),
                    origin.topic());
        }
    }
}
