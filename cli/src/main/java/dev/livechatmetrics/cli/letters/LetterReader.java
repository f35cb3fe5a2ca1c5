package dev.livechatmetrics.cli.letters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads every letter that is committed when it begins, and none that comes later. */
final class LetterReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private LetterReader() {}

    /** Takes one letter; false where it takes no more. */
    @FunctionalInterface
    interface Taker {
        boolean take(Letter letter);
    }

    /** Partition by partition or mixed, as Kafka sends them; in order within each partition. */
    static void read(Consumer<byte[], byte[]> consumer, String topic, Taker taker) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        // Assigned first: of partitions that are not, the client warns when it is asked for their ends.
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        while (!hasReached(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition) && !taker.take(Letter.of(record))) {
                    return;
                }
            }
        }
    }

    /** A partition at its end is read no further, so that a busy one cannot hold up the rest. */
    private static boolean hasReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<TopicPartition> done = ends.keySet().stream()
                .filter(partition -> consumer.position(partition) >= ends.get(partition))
                .toList();
        consumer.pause(done);
        return done.size() == ends.size();
    }
}
