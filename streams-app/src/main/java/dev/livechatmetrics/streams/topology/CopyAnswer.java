package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import java.util.List;

/**
 * What a copy of a store had at a commit.
 *
 * @param buckets one for every point
 * @param position how far the input was read at that commit: all before it is in the buckets
 * @param millis when that was, by the clock of the instance that committed
 */
public record CopyAnswer(List<Bucket> buckets, InputPosition position, long millis) {}
