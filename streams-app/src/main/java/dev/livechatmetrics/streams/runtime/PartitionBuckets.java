package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.util.List;

/**
 * What one partition has for a chart.
 *
 * @param buckets one for every point
 * @param position how far the partition was read: all before it is in the buckets
 * @param staleMillis how old this may be: all that was committed so long ago is in; 0 from a running task
 */
public record PartitionBuckets(List<Bucket> buckets, InputPosition position, long staleMillis) {}
