package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import java.util.Map;

/** What asking all partitions came to: a whole answer, or the partitions without which there is none. */
public sealed interface Gathered {
    /**
     * The buckets of every point, merged over all partitions.
     *
     * @param positions how far each partition was read
     * @param staleMillis how old the oldest part may be; 0 where all come from running tasks
     */
    record Whole(BucketSums buckets, InputPositions positions, long staleMillis) implements Gathered {}

    /** {@code missing}: why each partition could not be read. */
    record Incomplete(Map<Integer, String> missing) implements Gathered {}
}
