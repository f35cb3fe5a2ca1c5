package dev.livechatmetrics.cli.letters;

import dev.livechatmetrics.cli.send.TopicReader;
import dev.livechatmetrics.schemas.event.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Which records the pipeline refused, as the dead letters name them: the topic's own word where a clock decided. */
public final class RefusedRecords {
    /** Reasons that no reader can find again from the record alone. */
    private static final Set<String> BY_THE_CLOCK = Stream.of(
                    Reason.TIME_IN_FUTURE, Reason.TOO_LATE, Reason.TOO_MANY_WAITING)
            .map(Reason::code)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<TopicPartition, Map<Long, String>> keys = new HashMap<>();

    private RefusedRecords() {}

    /** Those that were refused by the clock or by what had been forgotten by then. */
    public static RefusedRecords byTheClock(TopicReader reader, String deadLetters) {
        return read(reader, deadLetters, letter -> BY_THE_CLOCK.contains(letter.code()));
    }

    /** All of them. */
    public static RefusedRecords all(TopicReader reader, String deadLetters) {
        return read(reader, deadLetters, letter -> true);
    }

    private static RefusedRecords read(TopicReader reader, String deadLetters, Predicate<Letter> wanted) {
        RefusedRecords refused = new RefusedRecords();
        reader.readAll(deadLetters, record -> {
            Letter letter = Letter.of(record);
            if (wanted.test(letter)) {
                refused.add(letter);
            }
            return true;
        });
        return refused;
    }

    private void add(Letter letter) {
        if (letter.topic() != null && letter.partition() != null && letter.offset() != null) {
            byte[] key = letter.record().key();
            keys.computeIfAbsent(new TopicPartition(letter.topic(), letter.partition()), each -> new HashMap<>())
                    .put(letter.offset(), key == null ? "" : new String(key, StandardCharsets.UTF_8));
        }
    }

    public boolean contains(ConsumerRecord<byte[], byte[]> record) {
        return !keys.isEmpty()
                && keys.getOrDefault(new TopicPartition(record.topic(), record.partition()), Map.of())
                        .containsKey(record.offset());
    }

    /** The conversations of a partition of which a record is refused here and not there. */
    public Set<String> conversationsBeyond(RefusedRecords earlier, int partition) {
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
