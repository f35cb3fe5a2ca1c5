package dev.livechatmetrics.cli.send;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients, tuned for many small events that must all arrive. */
public final class KafkaConnector implements ReadingConnector {
    static final String PROBE_CLIENT_ID = "livechat-metrics-probe";

    private static final int PATIENCE_MILLIS = 5_000;

    private final int patienceMillis;

    public KafkaConnector() {
        this(PATIENCE_MILLIS);
    }

    KafkaConnector(int patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    @Override
    public Optional<String> obstacle(Destination destination) {
        return obstacle(destination, List.of(destination.conversationsTopic(), destination.messagesTopic()));
    }

    @Override
    public Optional<String> obstacle(Destination destination, List<String> topics) {
        Map<String, Object> properties = new HashMap<>(destination.clientProperties());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, PROBE_CLIENT_ID);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMillis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMillis);
        Admin admin;
        try {
            admin = Admin.create(properties);
        } catch (KafkaException e) {
            return Optional.of(notStarted(destination, e));
        }
        try {
            return obstacle(destination, topics, admin);
        } finally {
            admin.close(Duration.ofSeconds(1));
        }
    }

    /** Without Kafka's words, which may quote a part of a password. */
    private static String notStarted(Destination destination, KafkaException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String start = "Kafka at " + destination.bootstrapServers() + " cannot be used: ";
        if (root instanceof ConfigException
                && root.getMessage().contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            return start + "none of these hosts is known here. Check KAFKA_BOOTSTRAP_SERVERS.";
        }
        String keys = destination.clientProperties().keySet().stream()
                .filter(property -> !property.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .map(property -> "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_'))
                .sorted()
                .collect(Collectors.joining(", "));
        return start + "no client starts with " + keys + " (" + root.getClass().getSimpleName() + ").";
    }

    private static Optional<String> obstacle(Destination destination, List<String> topics, Admin admin) {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        for (String topic : topics) {
            try {
                answers.get(topic).get();
            } catch (ExecutionException e) {
                return Optional.of(obstacle(destination, topic, e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
        return Optional.empty();
    }

    private static String obstacle(Destination destination, String topic, Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no Kafka answers at " + destination.bootstrapServers()
                    + ". Start the service with \"./livechat-metrics serve\","
                    + " or name your own Kafka in KAFKA_BOOTSTRAP_SERVERS.";
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "Kafka at " + destination.bootstrapServers() + " has no topic \"" + topic
                    + "\". \"./livechat-metrics serve\" creates it when it starts.";
        }
        return refusal(destination, cause);
    }

    private static String refusal(Destination destination, Throwable cause) {
        return "Kafka at " + destination.bootstrapServers() + " cannot be used: " + cause.getMessage();
    }

    @Override
    public Producer<byte[], byte[]> producer(Destination destination) {
        return new KafkaProducer<>(
                producerProperties(destination), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Destination destination) {
        return new KafkaConsumer<>(
                consumerProperties(destination), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Of a reader without a group, which leaves no trace in Kafka. */
    static Map<String, Object> consumerProperties(Destination destination) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "livechat-metrics-reader");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.putAll(destination.clientProperties());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Where records have left the topic between the question for the first and the reading of it.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    /** Speed may be tuned from outside; what the exit status promises may not. */
    static Map<String, Object> producerProperties(Destination destination) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "livechat-metrics-sender");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
        // The broker judges the size of a record, which may have been configured there; the client's own bound is
        // lower.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        // A full buffer holds the reader up, for as long as a batch in it may still be delivered.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 150_000);
        properties.putAll(destination.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }
}
