package dev.livechatmetrics.streams.runtime;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: our defaults, then the user's, then what the product's promises rest on. */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties of(PipelineConfig config, Topics topics) {
        Properties properties = new Properties();
        // Waiting for both topics to have a record would keep their order; the fold does not need it, and reads faster.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        // Where there is nobody to keep one, Kafka Streams makes none.
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        properties.put(StreamsConfig.mainConsumerPrefix("max.poll.records"), 2_000);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), topics.maxDeadLetterBytes());
        if (config.replicationFactor() > 1) {
            properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.replicationFactor());
        }

        userSettings(config, properties);

        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.applicationServer());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                InstanceId.of(config.stateDir()));
        return properties;
    }

    /** Kafka Streams prefers a setting for one kind of client to one for all: a user's for all must beat our own. */
    private static void userSettings(PipelineConfig config, Properties properties) {
        for (Map<String, String> settings : List.of(config.kafka(), config.streams())) {
            for (String key : settings.keySet()) {
                properties.remove(StreamsConfig.mainConsumerPrefix(key));
                properties.remove(StreamsConfig.producerPrefix(key));
            }
        }
        properties.putAll(config.kafka());
        properties.putAll(config.streams());
    }

    /** How many copies of each partition other instances are to keep. */
    static int standbys(Properties properties) {
        return Integer.parseInt(String.valueOf(properties.get(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)));
    }

    /** The largest dead letter that both the topic and the producer take. */
    static int maxDeadLetterBytes(Properties properties, Topics topics) {
        Object everyClients = properties.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        Object producers = properties.getOrDefault(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), everyClients);
        return Math.min(topics.maxDeadLetterBytes(), Integer.parseInt(String.valueOf(producers)));
    }
}
