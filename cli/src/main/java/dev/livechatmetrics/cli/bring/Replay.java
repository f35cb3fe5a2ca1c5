package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.audit.EventLog;
import dev.livechatmetrics.cli.audit.RefusedRecords;
import dev.livechatmetrics.cli.send.EventSender;
import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.cli.send.Position;
import dev.livechatmetrics.cli.send.Progress;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends a range of records once more, each to its own topic and partition, in the order of each partition. What the
 * application refused is left out: it would be refused again, or, where a clock decided, change the answers.
 */
public final class Replay {
    private final EventLog log;
    private final RefusedRecords refused;
    private final String messagesTopic;
    private long passedOver;

    public Replay(EventLog log, RefusedRecords refused, String messagesTopic) {
        this.log = log;
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
        try {
            read(range, sender, progress);
        } catch (EndedException ended) {
            // The sender has said why, and its tally is not complete.
        }
    }

    private void read(ReplayRange range, EventSender sender, ReplayProgress progress) {
        range.to().keySet().stream()
                .map(TopicPartition::partition)
                .distinct()
                .sorted()
                .forEach(number -> {
                    log.read(of(range.from(), number), of(range.to(), number), record -> {
                        progress.record();
                        send(record, sender);
                    });
                });
    }

    /** How many records are left out. */
    public long passedOver() {
        return passedOver;
    }

    private void send(ConsumerRecord<byte[], byte[]> record, EventSender sender) {
        if (refused.contains(record)) {
            passedOver++;
            return;
        }
        EventTopic topic = record.topic().equals(messagesTopic) ? EventTopic.MESSAGES : EventTopic.CONVERSATIONS;
        Position position = new Position(record.topic() + "-" + record.partition(), record.offset());
        if (!sender.sendAgain(topic, record, position)) {
            throw new EndedException();
        }
    }

    private static Map<TopicPartition, Long> of(Map<TopicPartition, Long> offsets, int partition) {
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().partition() == partition)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The sender takes no more, and has said why. */
    private static final class EndedException extends RuntimeException {}
}
