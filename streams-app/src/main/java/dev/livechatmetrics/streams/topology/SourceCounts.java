package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.rocketchat.Mapped;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How the records of change streams ended that this instance has read since it began. Not a part of any transaction: a record
 * that is read again after a failure counts again.
 */
public final class SourceCounts {
    /** How one ended, as metrics call it. */
    public record Ending(String topic, String outcome, String reason) {}

    static final String MAPPED = "mapped";
    static final String NOTHING = "nothing";
    static final String DEAD_LETTERED = "dead-lettered";

    private final Map<Ending, LongAdder> counts = new ConcurrentHashMap<>();

    /** Every ending that there was, and how many records had it. */
    public Map<Ending, Long> all() {
        Map<Ending, Long> all = new ConcurrentHashMap<>();
        counts.forEach((ending, count) -> all.put(ending, count.sum()));
        return all;
    }

    void events(String topic) {
        count(topic, MAPPED, "events");
    }

    void removal(String topic) {
        count(topic, MAPPED, "deletion");
    }

    void nothing(String topic, Mapped.Why why) {
        count(topic, NOTHING, why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    void deadLetter(String topic, String code) {
        count(topic, DEAD_LETTERED, code);
    }

    private void count(String topic, String outcome, String reason) {
        counts.computeIfAbsent(new Ending(topic, outcome, reason), none -> new LongAdder())
                .increment();
    }

    @Override
    public String toString() {
        Map<String, Long> sorted = new TreeMap<>();
        all().forEach((ending, count) ->
                sorted.put(ending.topic() + " " + ending.outcome() + " " + ending.reason(), count));
        return sorted.toString();
    }
}
