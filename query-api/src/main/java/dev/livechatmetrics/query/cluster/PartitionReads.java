package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import java.util.Map;
import java.util.Set;

/** Asks partitions, wherever they are: one result for each that is named, and a missing one is a value. */
@FunctionalInterface
public interface PartitionReads {
    /** {@code deadlineNanos}: by {@link System#nanoTime()}, when nobody waits for it any more. */
    <T> Map<Integer, PartitionRead<Partial<T>>> read(Question<T> question, Set<Integer> partitions, long deadlineNanos);
}
