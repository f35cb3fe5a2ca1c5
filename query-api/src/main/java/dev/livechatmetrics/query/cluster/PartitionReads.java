package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks partitions, wherever they are: one result for each that is named, and a missing one is a value. */
@FunctionalInterface
public interface PartitionReads {
    Map<Integer, PartitionRead<List<Bucket>>> buckets(BucketsQuery query, Set<Integer> partitions);
}
