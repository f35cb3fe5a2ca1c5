package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.runtime.PartitionBuckets;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.util.HashMap;
import java.util.Map;

/** Reads this instance's partitions from the pipeline's stores. */
public final class OwnPartitions implements PartitionSource {
    private final LocalReads reads;

    public OwnPartitions(LocalReads reads) {
        this.reads = reads;
    }

    /** The reads of an instance that is alone. */
    public static PartitionReads only(LocalReads reads) {
        OwnPartitions own = new OwnPartitions(reads);
        return (question, partitions, deadlineNanos) -> {
            Map<Integer, PartitionAsk> asks = new HashMap<>();
            for (int partition : partitions) {
                asks.put(partition, new PartitionAsk(false, question.atLeast().of(partition)));
            }
            return own.read(question.query(), asks);
        };
    }

    @Override
    public Map<Integer, PartitionRead<PartitionBuckets>> read(BucketsQuery query, Map<Integer, PartitionAsk> asks) {
        Map<Integer, PartitionRead<PartitionBuckets>> results = reads.buckets(query, asks.keySet());
        results.replaceAll(
                (partition, read) -> covering(read, asks.get(partition).atLeast()));
        return results;
    }

    /** The answer, or that it does not reach as far as it must. */
    static PartitionRead<PartitionBuckets> covering(PartitionRead<PartitionBuckets> read, InputPosition atLeast) {
        if (!(read instanceof Answer<PartitionBuckets> answer)
                || answer.value().position().covers(atLeast)) {
            return read;
        }
        InputPosition position = answer.value().position();
        return new Missing<>("has read conversations up to " + position.conversations() + " and messages up to "
                + position.messages() + ", not yet up to " + atLeast.conversations() + " and " + atLeast.messages());
    }
}
