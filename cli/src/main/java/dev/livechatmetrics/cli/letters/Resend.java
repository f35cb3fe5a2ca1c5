package dev.livechatmetrics.cli.letters;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.cli.send.TopicReader;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides what becomes of each letter. The original goes back to the partition that it came from, whichever partitioner
 * its producer has. Of equal ones one is sent, since by the law of events the others say nothing more: what is refused each
 * time it is sent leaves one letter more each time, not twice as many.
 */
final class Resend {
    private static final Hasher128 HASH = Hashing.xxh3_128();

    private final Destination destination;
    private final Reasons reasons;
    private final Map<EventTopic, Integer> partitions = new EnumMap<>(EventTopic.class);
    private final Set<HashValue128> seen = new HashSet<>();
    private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);

    private enum Fate {
        NOT_ASKED_FOR(""),
        SENT(" to send"),
        EQUAL(" equal to one of these"),
        CUT(" skipped: not all of the record is there (livechat.error.cut)"),
        NO_EVENT_TOPIC(" skipped: from no partition of a topic of events");

        private final String text;

        Fate(String text) {
            this.text = text;
        }
    }

    /** Sends a record to that topic; false where it takes no more. */
    @FunctionalInterface
    interface Target {
        boolean send(EventTopic topic, ProducerRecord<byte[], byte[]> original, Letter letter);
    }

    Resend(Destination destination, Reasons reasons) {
        this.destination = destination;
        this.reasons = reasons;
    }

    void run(TopicReader reader, Target target) {
        for (EventTopic topic : EventTopic.values()) {
            partitions.put(topic, reader.partitions(destination.name(topic)).size());
        }
        reader.readAll(destination.deadLettersTopic(), record -> take(Letter.of(record), target));
    }

    private boolean take(Letter letter, Target target) {
        EventTopic topic = topic(letter);
        Fate fate = fate(letter, topic);
        counts.merge(fate, 1L, Long::sum);
        return fate != Fate.SENT || target.send(topic, original(letter), letter);
    }

    private Fate fate(Letter letter, EventTopic topic) {
        if (!reasons.include(letter)) {
            return Fate.NOT_ASKED_FOR;
        }
        if (topic == null || letter.partition() == null || letter.partition() >= partitions.get(topic)) {
            return Fate.NO_EVENT_TOPIC;
        }
        if (letter.cut()) {
            return Fate.CUT;
        }
        return seen.add(hash(letter)) ? Fate.SENT : Fate.EQUAL;
    }

    private EventTopic topic(Letter letter) {
        for (EventTopic topic : EventTopic.values()) {
            if (destination.name(topic).equals(letter.topic())) {
                return topic;
            }
        }
        return null;
    }

    private static ProducerRecord<byte[], byte[]> original(Letter letter) {
        return new ProducerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.record().key(),
                letter.record().value(),
                letter.originalHeaders());
    }

    private static HashValue128 hash(Letter letter) {
        HashStream128 stream = HASH.hashStream();
        stream.putString(letter.topic()).putInt(letter.partition());
        put(stream, letter.record().key());
        put(stream, letter.record().value());
        return stream.get();
    }

    /** With its length, which is -1 of null, so that no two pairs look alike. */
    private static void put(HashStream128 stream, byte[] bytes) {
        stream.putInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            stream.putBytes(bytes);
        }
    }

    /** Whether nothing that was asked for had to be skipped. */
    boolean complete() {
        return count(Fate.CUT) == 0 && count(Fate.NO_EVENT_TOPIC) == 0;
    }

    private long count(Fate fate) {
        return counts.getOrDefault(fate, 0L);
    }

    @Override
    public String toString() {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder text = new StringBuilder("dead letters: " + all + ", asked for: "
                + (all - count(Fate.NOT_ASKED_FOR)) + ", of which " + count(Fate.SENT) + Fate.SENT.text);
        for (Fate fate : new Fate[] {Fate.EQUAL, Fate.CUT, Fate.NO_EVENT_TOPIC}) {
            if (count(fate) > 0) {
                text.append(", ").append(count(fate)).append(fate.text);
            }
        }
        return text.toString();
    }
}
