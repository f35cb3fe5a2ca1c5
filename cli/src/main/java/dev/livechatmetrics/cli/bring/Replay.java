package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.letters.RefusedRecords;
import dev.livechatmetrics.cli.send.EventSender;
import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.cli.send.Position;
import dev.livechatmetrics.cli.send.Progress;
import dev.livechatmetrics.cli.send.TopicReader;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends a range of records once more, each to its own topic and partition, in the order of each partition. What the
 * application refused is left out: it would be refused again, or, where a clock decided, change the answers.
 */
public final class Replay {
    private final TopicReader reader;
    private final RefusedRecords refused;
    private final String messagesTopic;
    private long passedOver;

    public Replay(TopicReader reader, RefusedRecords refused, String messagesTopic) {
        this.reader = reader;
        this.refused = refused;
        this.messagesTopic = messagesTopic;
    }

    /**
     * Partition by partition, both topics of a partition together, until the sender takes no more.
     *
     * @param plainLines takes what is said where there is no bar
     */
    public void run(ReplayRange range, EventSender sender, Progress bar, Consumer<String> plainLines) {
        ReplayProgress progress = new ReplayProgress(bar, range.size(), plainLines, System::nanoTime);
        // Where the sender takes no more, it has said why, and its tally is not complete.
        boolean unused = range.to().keySet().stream()
                .map(TopicPartition::partition)
                .distinct()
                .sorted()
                .allMatch(number -> reader.read(of(range.from(), number), of(range.to(), number), record -> {
                    progress.record();
                    return send(record, sender);
                }));
    }

    /** How many records are left out. */
    public long passedOver() {
        return passedOver;
    }

    private boolean send(ConsumerRecord<byte[], byte[]> record, EventSender sender) {
        if (refused.contains(record)) {
            passedOver++;
            return true;
        }
        return sender.send(
                record.topic().equals(messagesTopic) ? EventTopic.MESSAGES : EventTopic.CONVERSATIONS,
                new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.value(), record.headers()),
                new Position(record.topic() + "-" + record.partition(), record.offset()));
    }

    private static Map<TopicPartition, Long> of(Map<TopicPartition, Long> offsets, int partition) {
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().partition() == partition)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
