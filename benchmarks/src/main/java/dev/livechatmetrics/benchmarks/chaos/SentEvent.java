package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;

/** One record of the load: when it was handed to the producer, and where it lies once it is acknowledged. */
final class SentEvent {
    private final TrafficEvent event;
    private final long sentNanos;
    private volatile int partition = -1;
    private volatile long offset = -1;

    SentEvent(TrafficEvent event, long sentNanos) {
        this.event = event;
        this.sentNanos = sentNanos;
    }

    void acknowledge(int toPartition, long atOffset) {
        partition = toPartition;
        offset = atOffset;
    }

    TrafficEvent event() {
        return event;
    }

    long sentNanos() {
        return sentNanos;
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }
}
