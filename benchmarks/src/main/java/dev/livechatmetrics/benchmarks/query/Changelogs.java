package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An application's changelogs, read by plain consumers: one a stream thread, each of half the partitions. */
final class Changelogs {
    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final List<String> topics;

    /** How many records there were to read, and how long that took. */
    record Reading(long records, Duration took) {}

    private Changelogs(String bootstrapServers, List<String> topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
    }

    static Changelogs of(String bootstrapServers, String application) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return new Changelogs(
                    bootstrapServers,
                    admin.listTopics().names().get().stream()
                            .filter(topic -> topic.startsWith(application + "-") && topic.endsWith("-changelog"))
                            .toList());
        }
    }

    Reading read() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long startNanos = System.nanoTime();
            List<Callable<Long>> parts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                List<TopicPartition> partitions = partitions(thread);
                parts.add(() -> read(partitions));
            }
            long records = 0;
            for (Future<Long> part : threads.invokeAll(parts)) {
                records += part.get();
            }
            return new Reading(records, Duration.ofNanos(System.nanoTime() - startNanos));
        } finally {
            threads.shutdownNow();
        }
    }

    private List<TopicPartition> partitions(int thread) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = thread; partition < EventLog.PARTITIONS; partition += THREADS) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        return partitions;
    }

    private long read(List<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            long records = 0;
            while (!ends.isEmpty()) {
                records += consumer.poll(POLL).count();
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return records;
        }
    }
}
