package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.topology.InputPosition;

/**
 * What one partition has of an answer.
 *
 * @param position how far the partition was read: all before it is in the value
 * @param staleMillis how old this may be: all that was committed so long ago is in; 0 from a running task
 */
public record Partial<T>(T value, InputPosition position, long staleMillis) {}
