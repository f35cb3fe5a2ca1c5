package dev.livechatmetrics.benchmarks.contender;

import static org.apache.kafka.clients.consumer.ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MAX_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.RECEIVE_BUFFER_CONFIG;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The limit: two threads that read and parse every record and keep nothing. No program that reads JSON with Jackson from
 * the same broker with as many threads can be much faster.
 */
public final class PlainConsumers implements Contender {
    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    private record Share(long records, long conversations, long chars) {}

    @Override
    public Pass run(Task task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Stopwatch stopwatch = new Stopwatch();
            List<Future<Share>> futures = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                futures.add(threads.submit(() -> read(task, number, stopwatch)));
            }
            Share first = futures.get(0).get();
            Share second = futures.get(1).get();
            Stopwatch.Time time = stopwatch.elapsed();
            LogTotals log = task.log().totals();
            WrongResultException.check("Events", log.events(), first.records + second.records);
            WrongResultException.check(
                    "Conversations", log.conversations(), first.conversations + second.conversations);
            if (first.chars + second.chars <= log.events()) {
                throw new WrongResultException("The fields were not read");
            }
            return Pass.of(log.events(), time, time.nanos(), log.bytes());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Share read(Task task, int thread, Stopwatch stopwatch)
            throws IOException, WrongResultException, InterruptedException {
        List<TopicPartition> partitions = partitions(task.log(), thread);
        NeededFields fields = new NeededFields();
        try (Consumer<byte[], byte[]> consumer = consumer(task)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long records = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long count = 0;
            while (count < records) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    stopwatch.start();
                }
                for (ConsumerRecord<byte[], byte[]> record : batch) {
                    fields.read(record.value());
                }
                count += batch.count();
                if (batch.isEmpty()) {
                    task.deadline().pause(0, "records");
                }
            }
            return new Share(count, fields.conversations(), fields.chars());
        }
    }

    private static List<TopicPartition> partitions(EventLog log, int thread) {
        return IntStream.range(0, EventLog.PARTITIONS)
                .filter(partition -> partition % THREADS == thread)
                .boxed()
                .flatMap(partition -> log.topics().stream().map(topic -> new TopicPartition(topic, partition)))
                .toList();
    }

    private static Consumer<byte[], byte[]> consumer(Task task) {
        Map<String, Object> properties = Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                task.bootstrapServers(),
                ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ENABLE_AUTO_COMMIT_CONFIG,
                false,
                MAX_POLL_RECORDS_CONFIG,
                10_000,
                MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 * 1024 * 1024,
                FETCH_MAX_BYTES_CONFIG,
                64 * 1024 * 1024,
                RECEIVE_BUFFER_CONFIG,
                1024 * 1024);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
