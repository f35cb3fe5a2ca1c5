package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A fake: partitions that answer questions for buckets as they are told to. */
public record ToldPartitions(
        BiFunction<PartitionQuery<?>, Map<Integer, PartitionAsk>, Map<Integer, PartitionRead<Partial<BucketSums>>>>
                told)
        implements PartitionSource {
    @Override
    @SuppressWarnings("unchecked") // nothing else is asked in these tests
    public <T> Map<Integer, PartitionRead<Partial<T>>> read(PartitionQuery<T> query, Map<Integer, PartitionAsk> asks) {
        return (Map<Integer, PartitionRead<Partial<T>>>) (Map<Integer, ?>) told.apply(query, asks);
    }

    /** What a partition with these buckets answers. */
    public static BucketSums buckets(List<Bucket> buckets) {
        BucketSums sums = new BucketSums(buckets.size());
        sums.add(buckets);
        return sums;
    }
}
