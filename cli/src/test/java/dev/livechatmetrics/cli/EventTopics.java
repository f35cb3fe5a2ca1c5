package dev.livechatmetrics.cli;

import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.WireEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of an instance, written and read as a stranger would. */
record EventTopics(String bootstrapServers, String conversations, String messages, String deadLetters) {

    /** Under the names that hold where none are set. */
    static EventTopics ofDefaultNames(String bootstrapServers) {
        return new EventTopics(
                bootstrapServers, "livechat.conversations", "livechat.messages", "livechat.dead-letters");
    }

    /** Under names that begin so. */
    static EventTopics named(String bootstrapServers, String prefix) {
        return new EventTopics(
                bootstrapServers, prefix + ".conversations", prefix + ".messages", prefix + ".dead-letters");
    }

    /** What an instance must be told to use them. */
    Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "TOPIC_CONVERSATIONS", conversations,
                "TOPIC_MESSAGES", messages,
                "TOPIC_DEAD_LETTERS", deadLetters);
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", bootstrapServers));
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    ProducerRecord<byte[], byte[]> record(WireEvent event) {
        String topic = event.topic().equals(WireEvent.MESSAGES) ? messages : conversations;
        return new ProducerRecord<>(topic, event.key(), event.value());
    }

    /** Returns once all are acknowledged, with where each is now. */
    List<RecordMetadata> send(List<WireEvent> events) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("linger.ms", 5))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (WireEvent event : events) {
                sent.add(producer.send(record(event)));
            }
            List<RecordMetadata> places = new ArrayList<>();
            for (Future<RecordMetadata> acknowledged : sent) {
                places.add(acknowledged.get());
            }
            return places;
        }
    }

    /** How many records each partition of the topics of events has, by {@code topic-partition}, where it has any. */
    Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = new ArrayList<>(partitions(consumer, conversations));
            partitions.addAll(partitions(consumer, messages));
            consumer.endOffsets(partitions, Duration.ofSeconds(60)).forEach((partition, end) -> {
                if (end > 0) {
                    sizes.put(partition.toString(), end);
                }
            });
        }
        return sizes;
    }

    /** Every committed record of a topic as it is now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Duration.ofSeconds(60));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** The dead letters once at least so many are committed, which they are a little later than counted. */
    List<ConsumerRecord<byte[], byte[]>> awaitDeadLetters(int count) {
        return await().atMost(Api.PATIENCE).until(() -> read(deadLetters), read -> read.size() >= count);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic, Duration.ofSeconds(60)).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
