package dev.livechatmetrics.cli.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What is committed in topics, read as a stranger: as no group's member, and from where it is asked. Not thread-safe. */
public final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private long recordsRead;

    public TopicReader(Destination destination, ReadingConnector connector) {
        this.consumer = connector.consumer(destination);
    }

    /** Takes a record, from the thread that reads; false where it takes no more. */
    @FunctionalInterface
    public interface Taker {
        boolean take(ConsumerRecord<byte[], byte[]> record);
    }

    /** Empty where there is no such topic. */
    public List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
        return found == null
                ? List.of()
                : found.stream()
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .toList();
    }

    /** The next offset of each partition of a topic. */
    public Map<TopicPartition, Long> ends(String topic) {
        return consumer.endOffsets(assigned(topic), PATIENCE);
    }

    /** The first offset that is still there of each partition of a topic. */
    public Map<TopicPartition, Long> begins(String topic) {
        return consumer.beginningOffsets(assigned(topic), PATIENCE);
    }

    /** The first offset of each partition of a topic at or after that time; its end where there is none. */
    public Map<TopicPartition, Long> at(String topic, long millis) {
        Map<TopicPartition, Long> ends = ends(topic);
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, millis));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            offsets.put(partition, first == null ? end : first.offset());
        });
        return offsets;
    }

    /** Kafka's client warns where the offsets of partitions are asked for that are not assigned. */
    private List<TopicPartition> assigned(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        return partitions;
    }

    /** Reads all that is in a topic now, and nothing that comes later. */
    public void readAll(String topic, Taker taker) {
        read(begins(topic), ends(topic), taker);
    }

    /**
     * Reads those partitions from the first offsets up to, and without, the others: in order within each, until the taker
     * takes no more.
     *
     * @return whether everything was taken
     * @throws org.apache.kafka.common.KafkaException where Kafka gives nothing for a minute, or cannot be read
     */
    public boolean read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Taker taker) {
        List<TopicPartition> open = new ArrayList<>(to.keySet());
        open.removeIf(partition -> from.getOrDefault(partition, 0L) >= to.get(partition));
        consumer.assign(open);
        open.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
        long movedNanos = System.nanoTime();
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                movedNanos = System.nanoTime();
                if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
                    recordsRead++;
                    if (!taker.take(record)) {
                        return false;
                    }
                }
            }
            // One at its end is read no further, so that a busy one cannot hold up the rest.
            if (open.removeIf(partition -> consumer.position(partition, PATIENCE) >= to.get(partition))) {
                movedNanos = System.nanoTime();
                consumer.assign(open);
            }
            if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
                throw new TimeoutException("No record of " + open + " came for " + PATIENCE.toSeconds() + " s.");
            }
        }
        return true;
    }

    /** How many records were taken so far. */
    public long recordsRead() {
        return recordsRead;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
