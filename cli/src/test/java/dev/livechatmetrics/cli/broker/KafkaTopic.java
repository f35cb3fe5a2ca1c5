package dev.livechatmetrics.cli.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of one partition on the broker under test, written and read as a stranger would. */
record KafkaTopic(String bootstrapServers, String name) {

    void create() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    /** Returns once all are acknowledged. */
    void write(List<String> values) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            send(producer, values);
        }
    }

    void writeInTransaction(List<String> values) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, values);
            producer.commitTransaction();
        }
    }

    private void send(KafkaProducer<String, String> producer, List<String> values)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = values.stream()
                .map(value -> producer.send(new ProducerRecord<>(name, value)))
                .toList();
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
    }

    /** Everything that is committed now. */
    Set<String> read() {
        TopicPartition partition = new TopicPartition(name, 0);
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        Set<String> values = new TreeSet<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> values.add(read.value()));
            }
        }
        return values;
    }

    static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "value " + i).toList();
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", bootstrapServers);
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }
}
