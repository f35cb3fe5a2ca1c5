package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.PartitionBuckets;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import java.util.Map;

/** This instance's own partitions, read in place: one result for each that is asked for. Never asks anybody else. */
@FunctionalInterface
public interface PartitionSource {
    Map<Integer, PartitionRead<PartitionBuckets>> read(BucketsQuery query, Map<Integer, PartitionAsk> asks);
}
