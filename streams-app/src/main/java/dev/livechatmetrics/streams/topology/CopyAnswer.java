package dev.livechatmetrics.streams.topology;

/**
 * What a copy of a store had at a commit.
 *
 * @param position how far the input was read at that commit: all before it is in the value
 * @param millis when that was, by the clock of the instance that committed
 */
public record CopyAnswer<T>(T value, InputPosition position, long millis) {}
