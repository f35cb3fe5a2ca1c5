package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks another instance. */
@FunctionalInterface
public interface Peers {
    /**
     * Asks once, for all partitions together. Completes within the time, and never with a failure: what went wrong is the
     * reason for which each partition is missing.
     */
    <T> CompletableFuture<Reply<T>> ask(
            Endpoint peer, PartitionQuery<T> query, Map<Integer, PartitionAsk> asks, Duration time);

    /**
     * What came of a call.
     *
     * @param reached whether the instance has answered at all
     * @param reads one result for each partition that was asked for
     */
    record Reply<T>(boolean reached, Map<Integer, PartitionRead<Partial<T>>> reads) {}
}
