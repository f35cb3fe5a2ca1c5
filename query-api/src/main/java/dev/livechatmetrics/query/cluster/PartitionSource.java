package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.util.Map;

/** This instance's own partitions, read in place: one result for each that is asked for. Never asks anybody else. */
@FunctionalInterface
public interface PartitionSource {
    <T> Map<Integer, PartitionRead<Partial<T>>> read(PartitionQuery<T> query, Map<Integer, PartitionAsk> asks);
}
