package dev.livechatmetrics.cli.audit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Which records the pipeline refused, as the dead letters name them: the topic's own word where a clock decided. */
public final class RefusedRecords {
    /** Reasons that no reader can find again from the record alone. */
    private static final Set<String> BY_THE_CLOCK = Set.of("time-in-future", "too-late", "too-many-waiting");

    private final Map<TopicPartition, Map<Long, String>> keys = new HashMap<>();

    /** Those that were refused by the clock or by what had been forgotten by then. */
    static RefusedRecords byTheClock(EventLog log, String deadLetters) {
        return read(log, deadLetters, BY_THE_CLOCK::contains);
    }

    /** All of them. */
    public static RefusedRecords all(EventLog log, String deadLetters) {
        return read(log, deadLetters, reason -> true);
    }

    private static RefusedRecords read(EventLog log, String deadLetters, Predicate<String> reasons) {
        RefusedRecords refused = new RefusedRecords();
        Map<TopicPartition, Long> ends = log.ends(deadLetters);
        log.read(log.begins(deadLetters), ends, letter -> {
            String reason = text(letter, "livechat.error.reason").split(" ", 2)[0];
            if (reasons.test(reason)) {
                refused.add(letter);
            }
        });
        return refused;
    }

    private void add(ConsumerRecord<byte[], byte[]> letter) {
        String topic = text(letter, "livechat.error.topic");
        String partition = text(letter, "livechat.error.partition");
        String offset = text(letter, "livechat.error.offset");
        if (partition.matches("\\d{1,9}") && offset.matches("\\d{1,18}")) {
            String key = letter.key() == null ? "" : new String(letter.key(), StandardCharsets.UTF_8);
            keys.computeIfAbsent(new TopicPartition(topic, Integer.parseInt(partition)), each -> new HashMap<>())
                    .put(Long.parseLong(offset), key);
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    public boolean contains(ConsumerRecord<byte[], byte[]> record) {
        return !keys.isEmpty()
                && keys.getOrDefault(new TopicPartition(record.topic(), record.partition()), Map.of())
                        .containsKey(record.offset());
    }

    /** The conversations of a partition of which a record is refused here and not there. */
    Set<String> conversationsBeyond(RefusedRecords earlier, int partition) {
        Set<String> conversations = new HashSet<>();
        keys.forEach((place, offsets) -> {
            Map<Long, String> known = earlier.keys.getOrDefault(place, Map.of());
            offsets.forEach((offset, key) -> {
                if (place.partition() == partition && !known.containsKey(offset)) {
                    conversations.add(key);
                }
            });
        });
        return conversations;
    }
}
