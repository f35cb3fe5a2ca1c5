package dev.livechatmetrics.benchmarks.contender;

import java.util.Map;

/**
 * How one pass went.
 *
 * @param events read within {@code nanos}
 * @param nanos until the results were complete
 * @param committedNanos until the offsets of all events were committed too
 * @param topicBytes what the application keeps in Kafka afterwards, by topic, without its id
 */
public record Pass(long events, long nanos, long committedNanos, Map<String, Long> topicBytes) {
    private static final double SECOND_NANOS = 1e9;

    public Pass {
        topicBytes = Map.copyOf(topicBytes);
    }

    public double rate() {
        return events * SECOND_NANOS / nanos;
    }

    public double committedRate() {
        return events * SECOND_NANOS / committedNanos;
    }
}
