package dev.livechatmetrics.cli.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** Numbered transactions, each a record to every partition of a topic, from several producers until they are stopped. */
final class TransactionTraffic implements AutoCloseable {
    private static final String TOPIC = "transactions";
    private static final List<TopicPartition> PARTITIONS =
            IntStream.range(0, 12).mapToObj(i -> new TopicPartition(TOPIC, i)).toList();
    private static final int PRODUCERS = 3;

    private final AtomicInteger lastNumber = new AtomicInteger();
    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    static void createTopic(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS.size(), (short) 1)))
                    .all()
                    .get();
        }
    }

    void start(String bootstrapServers) {
        stopped = false;
        for (int i = 0; i < PRODUCERS; i++) {
            String id = "producer-" + i;
            Thread thread = new Thread(() -> produce(bootstrapServers, id), id);
            threads.add(thread);
            thread.start();
        }
    }

    private void produce(String bootstrapServers, String id) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers,
                "transactional.id", id,
                "transaction.timeout.ms", 10_000,
                "max.block.ms", 5_000,
                "delivery.timeout.ms", 5_000,
                "request.timeout.ms", 2_000);
        KafkaProducer<Integer, Integer> producer =
                new KafkaProducer<>(properties, new IntegerSerializer(), new IntegerSerializer());
        try {
            producer.initTransactions();
            while (!stopped) {
                int number = lastNumber.incrementAndGet();
                producer.beginTransaction();
                for (TopicPartition partition : PARTITIONS) {
                    // The commit fails where one of these does.
                    Future<RecordMetadata> unused =
                            producer.send(new ProducerRecord<>(TOPIC, partition.partition(), null, number));
                }
                producer.commitTransaction();
                acknowledged.add(number);
            }
        } catch (KafkaException gone) {
            // Its broker was killed: whether the transaction at hand counts is for the broker to say.
        } finally {
            producer.close(Duration.ZERO); // or it would wait for the broker
        }
    }

    /** The transactions whose commit was acknowledged. */
    Set<Integer> acknowledged() {
        return acknowledged;
    }

    /** Whether every transaction has ended, so that nothing of a partition is locked. */
    static boolean haveAllEnded(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            PARTITIONS.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            var stable = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            var ends = admin.listOffsets(latest).all().get();
            return PARTITIONS.stream()
                    .allMatch(partition -> stable.get(partition).offset()
                            == ends.get(partition).offset());
        }
    }

    /** The committed transactions of each partition. */
    static List<Set<Integer>> committed(String bootstrapServers) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        List<Set<Integer>> committed = new ArrayList<>();
        try (KafkaConsumer<Integer, Integer> consumer =
                new KafkaConsumer<>(properties, new IntegerDeserializer(), new IntegerDeserializer())) {
            for (TopicPartition partition : PARTITIONS) {
                Set<Integer> numbers = new TreeSet<>();
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(200)).forEach(read -> numbers.add(read.value()));
                }
                committed.add(numbers);
            }
        }
        return committed;
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
