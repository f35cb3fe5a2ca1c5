package dev.livechatmetrics.benchmarks.traffic;

/**
 * One event as it goes to Kafka.
 *
 * @param atMillis when it happened, since the epoch
 * @param value JSON in UTF-8
 * @param repeats whether it is the one of two equal records of a log that is not to be counted
 */
public record TrafficEvent(Step step, String conversationId, long atMillis, byte[] value, boolean repeats) {
    public TrafficEvent(Step step, String conversationId, long atMillis, byte[] value) {
        this(step, conversationId, atMillis, value, false);
    }

    TrafficEvent repeated() {
        return new TrafficEvent(step, conversationId, atMillis, value, true);
    }
}
