package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one service, made and filled. */
final class HistoryLog {
    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private static final int PAUSE_MILLIS = 20;

    private HistoryLog() {}

    /** Topics of that name's own, so that several services share a broker and nothing else. */
    static TopicNames topics(String name) {
        return new TopicNames(name + ".conversations", name + ".messages", name + ".dead-letters");
    }

    static void create(String bootstrapServers, TopicNames topics) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(topics.conversations(), topics.messages()).stream()
                            .map(name -> new NewTopic(name, EventLog.PARTITIONS, (short) 1).configs(SETTINGS))
                            .toList())
                    .all()
                    .get();
            awaitLeaders(admin, topics);
        }
    }

    /** A producer that comes earlier may have its second batch taken and its first one refused: see {@link EventLog}. */
    private static void awaitLeaders(Admin admin, TopicNames topics) throws ExecutionException, InterruptedException {
        for (String topic : List.of(topics.conversations(), topics.messages())) {
            for (int partition = 0; partition < EventLog.PARTITIONS; partition++) {
                TopicPartition asked = new TopicPartition(topic, partition);
                while (!isLed(admin, asked)) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
    }

    /** Just after its creation, a topic may still be unknown to the broker that is asked. */
    private static boolean isLed(Admin admin, TopicPartition partition)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get();
            return true;
        } catch (ExecutionException notYet) {
            if (notYet.getCause() instanceof RetriableException) {
                return false;
            }
            throw notYet;
        }
    }

    /** Returns when all is acknowledged; answers the number of events. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback notices every failure
    static long write(String bootstrapServers, TopicNames topics, History history) throws ExecutionException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long events = 0;
        try (Producer<byte[], byte[]> producer = producer(bootstrapServers, 20)) {
            while (history.hasNext() && failure.get() == null) {
                for (TrafficEvent event : history.next().events()) {
                    events++;
                    producer.send(record(topics, event), (metadata, refused) -> {
                        if (refused != null) {
                            failure.compareAndSet(null, refused);
                        }
                    });
                }
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new ExecutionException("The history could not be written", failure.get());
        }
        return events;
    }

    /** Waits for every replica's acknowledgement, as Kafka's producers do by default. */
    static Producer<byte[], byte[]> producer(String bootstrapServers, int lingerMillis) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> record(TopicNames topics, TrafficEvent event) {
        return new ProducerRecord<>(
                event.step().isMessage() ? topics.messages() : topics.conversations(),
                event.conversationId().getBytes(StandardCharsets.US_ASCII),
                event.value());
    }
}
