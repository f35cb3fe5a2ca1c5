package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.TopicReader;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The two topics of events as one log of partitions, each with a position in both. */
public final class EventLog {
    private final TopicReader reader;
    private final Destination destination;

    public EventLog(TopicReader reader, Destination destination) {
        this.reader = reader;
        this.destination = destination;
    }

    /** Of both topics, by partition, the offsets that come next. */
    SortedMap<Integer, InputPosition> ends() {
        Map<TopicPartition, Long> conversations = reader.ends(destination.conversationsTopic());
        Map<TopicPartition, Long> messages = reader.ends(destination.messagesTopic());
        SortedMap<Integer, InputPosition> ends = new TreeMap<>();
        conversations.forEach((partition, end) -> ends.put(
                partition.partition(),
                new InputPosition(end, messages.getOrDefault(messages(partition.partition()), 0L))));
        return ends;
    }

    boolean isOfMessages(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(destination.messagesTopic());
    }

    /** Reads a partition of both topics from the one position up to the other. */
    void read(int partition, InputPosition from, InputPosition to, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        reader.read(
                Map.of(conversations(partition), from.conversations(), messages(partition), from.messages()),
                Map.of(conversations(partition), to.conversations(), messages(partition), to.messages()),
                record -> {
                    each.accept(record);
                    return true;
                });
    }

    private TopicPartition conversations(int partition) {
        return new TopicPartition(destination.conversationsTopic(), partition);
    }

    private TopicPartition messages(int partition) {
        return new TopicPartition(destination.messagesTopic(), partition);
    }

    /** What is in the topic of dead letters, too, is read by it. */
    TopicReader reader() {
        return reader;
    }
}
