package dev.livechatmetrics.benchmarks.traffic;

/**
 * One event as it goes to Kafka.
 *
 * @param atMillis when it happened, since the epoch
 * @param value JSON in UTF-8
 */
public record TrafficEvent(Step step, String conversationId, long atMillis, byte[] value) {}
