package dev.livechatmetrics.benchmarks.traffic;

/**
 * One event as it goes to Kafka.
 *
 * @param department that the conversation is in after it
 * @param atMillis when it happened, since the epoch
 * @param value JSON in UTF-8
 * @param repeats whether the log has it a second time, which one of the two says
 */
public record TrafficEvent(
        Step step, String conversationId, String department, long atMillis, byte[] value, boolean repeats) {

    TrafficEvent repeated() {
        return new TrafficEvent(step, conversationId, department, atMillis, value, true);
    }
}
