package dev.livechatmetrics.streams.runtime;

/** What became of asking one partition: its answer, or why there is none. */
public sealed interface PartitionRead<T> {
    record Answer<T>(T value) implements PartitionRead<T> {}

    record Missing<T>(String reason) implements PartitionRead<T> {}
}
