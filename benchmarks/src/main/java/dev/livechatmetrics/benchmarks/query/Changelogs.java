package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ChildJvm;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.io.IOException;
import java.nio.file.Path;
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

/**
 * An application's changelogs, read by plain consumers: one a stream thread, each of half the partitions. As a process, it
 * reads them once and says how many records and nanoseconds that were: what restores them is a process just started, too.
 */
public final class Changelogs {
    private static final int THREADS = 2;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final List<String> topics;

    /** How many records there were to read, and how long that took. */
    record Reading(long records, Duration took) {}

    private Changelogs(String bootstrapServers, List<String> topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
    }

    /** {@code arguments}: bootstrap servers, name of the application. */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        Reading reading = of(arguments[0], arguments[1]).read();
        System.out.println(reading.records() + " " + reading.took().toNanos());
    }

    /** The same in a JVM of its own, which has read nothing before. */
    static Reading readAnew(String bootstrapServers, String application, Path folder)
            throws IOException, ChildException, InterruptedException {
        try (ChildJvm reader = ChildJvm.start(
                "changelogs", Changelogs.class, Service.JVM, folder, List.of(bootstrapServers, application))) {
            String[] words = reader.answer(LONGEST).split(" ", 2);
            return new Reading(Long.parseLong(words[0]), Duration.ofNanos(Long.parseLong(words[1])));
        }
    }

    private static Changelogs of(String bootstrapServers, String application)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return new Changelogs(
                    bootstrapServers,
                    admin.listTopics().names().get().stream()
                            .filter(topic -> topic.startsWith(application + "-") && topic.endsWith("-changelog"))
                            .toList());
        }
    }

    private Reading read() throws ExecutionException, InterruptedException {
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
