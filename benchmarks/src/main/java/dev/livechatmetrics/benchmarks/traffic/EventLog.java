package dev.livechatmetrics.benchmarks.traffic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The two topics of events, made and filled as the contract has them. */
public final class EventLog {
    public static final String CONVERSATIONS = "livechat.conversations";
    public static final String MESSAGES = "livechat.messages";
    public static final List<String> TOPICS = List.of(CONVERSATIONS, MESSAGES);
    public static final int PARTITIONS = 4;

    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private EventLog() {}

    /** Writes the traffic and returns when all of it is acknowledged. */
    public static LogTotals write(String bootstrapServers, Traffic traffic)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(TOPICS.stream()
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1).configs(SETTINGS))
                            .toList())
                    .all()
                    .get();
        }
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return send(producer, traffic);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback notices every failure
    private static LogTotals send(Producer<byte[], byte[]> producer, Traffic traffic) throws ExecutionException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        LogTotals totals = LogTotals.NONE;
        while (traffic.hasNext() && failure.get() == null) {
            TrafficEvent event = traffic.next();
            totals = totals.plus(event);
            producer.send(record(event), (metadata, refused) -> {
                if (refused != null) {
                    failure.compareAndSet(null, refused);
                }
            });
        }
        producer.flush();
        if (failure.get() != null) {
            throw new ExecutionException("The log could not be written", failure.get());
        }
        return totals;
    }

    private static ProducerRecord<byte[], byte[]> record(TrafficEvent event) {
        String topic = event.step().isMessage() ? MESSAGES : CONVERSATIONS;
        return new ProducerRecord<>(topic, event.conversationId().getBytes(StandardCharsets.US_ASCII), event.value());
    }
}
