package dev.livechatmetrics.cli.send;

/**
 * How a run stands: events handed to the producer, events that Kafka acknowledged, and failures, which are lines that
 * are no envelopes, inputs that cannot be read and events that were not acknowledged.
 */
public record Tally(long sent, long acknowledged, long failed) {
    /** Whether nothing failed and nothing is under way. */
    public boolean complete() {
        return failed == 0 && acknowledged == sent;
    }

    @Override
    public String toString() {
        return "sent " + sent + ", acknowledged " + acknowledged + ", failed " + failed;
    }
}
