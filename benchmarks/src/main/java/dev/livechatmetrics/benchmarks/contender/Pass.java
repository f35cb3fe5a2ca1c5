package dev.livechatmetrics.benchmarks.contender;

import java.util.Map;

/**
 * How one pass went.
 *
 * @param events read within {@code nanos}
 * @param nanos until the results were complete
 * @param cpuNanos of its process, of all threads together, within {@code nanos}
 * @param committedNanos until the offsets of all events were committed too
 * @param topicBytes what the application keeps in Kafka afterwards, by topic, without its id
 */
public record Pass(long events, long nanos, long cpuNanos, long committedNanos, Map<String, Long> topicBytes) {
    private static final double SECOND_NANOS = 1e9;
    private static final double MICRO_NANOS = 1e3;

    public Pass {
        topicBytes = Map.copyOf(topicBytes);
    }

    Pass withTopicBytes(Map<String, Long> bytes) {
        return new Pass(events, nanos, cpuNanos, committedNanos, bytes);
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
}
