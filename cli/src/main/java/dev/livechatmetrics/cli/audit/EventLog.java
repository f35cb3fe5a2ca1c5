package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in the topics, read as a stranger: as no group's member, and from where it is asked. Not thread-safe. */
public final class EventLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Destination destination;
    private long recordsRead;

    public EventLog(Destination destination) {
        this.destination = destination;
        Map<String, Object> properties = new HashMap<>(destination.clientProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "livechat-metrics-reader");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Takes a record; from the thread that reads. */
    @FunctionalInterface
    public interface Reader {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    /** Of both topics of events, by partition, the offsets that come next. */
    SortedMap<Integer, InputPosition> ends() {
        Map<TopicPartition, Long> conversations = ends(destination.conversationsTopic());
        Map<TopicPartition, Long> messages = ends(destination.messagesTopic());
        SortedMap<Integer, InputPosition> ends = new TreeMap<>();
        for (Map.Entry<TopicPartition, Long> end : conversations.entrySet()) {
            int partition = end.getKey().partition();
            long ofMessages = messages.getOrDefault(messages(partition), 0L);
            ends.put(partition, new InputPosition(end.getValue(), ofMessages));
        }
        return ends;
    }

    /** The next offset of each partition of a topic; empty where there is no such topic. */
    public Map<TopicPartition, Long> ends(String topic) {
        return consumer.endOffsets(partitions(topic), PATIENCE);
    }

    /** The first offset that is still there of each partition of a topic. */
    public Map<TopicPartition, Long> begins(String topic) {
        return consumer.beginningOffsets(partitions(topic), PATIENCE);
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

    /** Assigned at once: Kafka's client warns where the offsets of others are asked for. */
    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
        List<TopicPartition> partitions = found == null
                ? List.of()
                : found.stream()
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .toList();
        consumer.assign(partitions);
        return partitions;
    }

    TopicPartition conversations(int partition) {
        return new TopicPartition(destination.conversationsTopic(), partition);
    }

    TopicPartition messages(int partition) {
        return new TopicPartition(destination.messagesTopic(), partition);
    }

    boolean isOfMessages(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(destination.messagesTopic());
    }

    /** Reads a partition of both topics of events from the one position up to the other. */
    void read(int partition, InputPosition from, InputPosition to, Reader reader) {
        read(
                Map.of(conversations(partition), from.conversations(), messages(partition), from.messages()),
                Map.of(conversations(partition), to.conversations(), messages(partition), to.messages()),
                reader);
    }

    /** Reads those partitions from the first offsets up to, and without, the others. */
    public void read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Reader reader) {
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
                    reader.take(record);
                }
            }
            if (open.removeIf(partition -> consumer.position(partition, PATIENCE) >= to.get(partition))) {
                movedNanos = System.nanoTime();
                consumer.assign(open);
            }
            if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
                throw new AuditException("Kafka at " + destination.bootstrapServers() + " has given no record of "
                        + open + " for " + PATIENCE.toSeconds() + " s.");
            }
        }
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
