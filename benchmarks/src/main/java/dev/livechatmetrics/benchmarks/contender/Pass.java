package dev.livechatmetrics.benchmarks.contender;

import java.util.List;
import java.util.Map;

/**
 * How one pass went.
 *
 * @param events read within {@code nanos}
 * @param nanos until the results were complete
 * @param cpuNanos of its process, of all threads together, within {@code nanos}
 * @param committedNanos until the offsets of all events were committed too, or a checkpoint had them
 * @param bytes of the keys and values that led to {@code topicBytes}
 * @param topicBytes what the application has written to topics of its own, by topic, without its id
 * @param progress on the way, where it was asked how far it was
 */
public record Pass(
        long events,
        long nanos,
        long cpuNanos,
        long committedNanos,
        long bytes,
        Map<String, Long> topicBytes,
        List<Progress> progress) {

    private static final double SECOND_NANOS = 1e9;
    private static final double MICRO_NANOS = 1e3;
    private static final String CHANGELOG = "-changelog";

    /** So many events of the log had been read after so long. */
    public record Progress(long events, long nanos) {}

    public Pass {
        topicBytes = Map.copyOf(topicBytes);
        progress = List.copyOf(progress);
    }

    /** One that is timed as a whole, of which nothing else is known. */
    public static Pass of(long events, Stopwatch.Time time, long committedNanos, long bytes) {
        return new Pass(events, time.nanos(), time.cpuNanos(), committedNanos, bytes, Map.of(), List.of());
    }

    Pass withTopicBytes(Map<String, Long> newBytes) {
        return new Pass(events, nanos, cpuNanos, committedNanos, bytes, newBytes, progress);
    }

    Pass withProgress(List<Progress> newProgress) {
        return new Pass(events, nanos, cpuNanos, committedNanos, bytes, topicBytes, newProgress);
    }

    public double rate() {
        return events * SECOND_NANOS / nanos;
    }

    public double cpuMicrosAnEvent() {
        return cpuNanos / (events * MICRO_NANOS);
    }

    public double committedRate() {
        return events * SECOND_NANOS / committedNanos;
    }

    /** The rate from about the first to about the second number of events. */
    public double rateBetween(long from, long to) {
        Progress start = first(from);
        Progress end = first(to);
        return (end.events - start.events) * SECOND_NANOS / (end.nanos - start.nanos);
    }

    public long changelogBytes() {
        return topicBytes.entrySet().stream()
                .filter(topic -> topic.getKey().endsWith(CHANGELOG))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public double changelogBytesAByte() {
        return (double) changelogBytes() / bytes;
    }

    public double changelogBytesAnEvent() {
        return (double) changelogBytes() / events;
    }

    private Progress first(long atLeast) {
        return progress.stream()
                .filter(reached -> reached.events >= atLeast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is known of event " + atLeast));
    }
}
