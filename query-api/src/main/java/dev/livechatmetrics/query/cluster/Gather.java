package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Gathers every partition's partial answer exactly once and merges them. A partition that is missing is asked again
 * until the time to read is up; a part of the partitions is never an answer.
 */
public final class Gather {
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final PartitionReads reads;
    private final Set<Integer> partitions;
    private final Duration readTimeout;

    public Gather(PartitionReads reads, Set<Integer> partitions, Duration readTimeout) {
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("no partitions: nothing would pass for a whole answer");
        }
        this.reads = reads;
        this.partitions = Collections.unmodifiableSortedSet(new TreeSet<>(partitions));
        this.readTimeout = readTimeout;
    }

    public Gathered gather(BucketsQuery query) {
        long startNanos = System.nanoTime();
        List<List<Bucket>> answers = new ArrayList<>(partitions.size());
        Map<Integer, String> missing = new HashMap<>();
        Set<Integer> toAsk = partitions;
        long pauseNanos = FIRST_PAUSE_NANOS;
        while (true) {
            Map<Integer, PartitionRead<List<Bucket>>> round = reads.buckets(query, toAsk);
            missing.clear();
            for (int partition : toAsk) {
                PartitionRead<List<Bucket>> read = round.get(partition);
                if (read instanceof Answer<List<Bucket>> answer) {
                    answers.add(answer.value());
                } else {
                    missing.put(partition, read instanceof Missing<List<Bucket>> m ? m.reason() : "no result");
                }
            }
            if (missing.isEmpty()) {
                return new Gathered.Whole(merge(answers));
            }
            if (System.nanoTime() - startNanos + pauseNanos >= readTimeout.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return new Gathered.Incomplete(Map.copyOf(missing));
            }
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            toAsk = new TreeSet<>(missing.keySet());
        }
    }

    private static List<Bucket> merge(List<List<Bucket>> answers) {
        BucketSums merged = new BucketSums(answers.get(0).size());
        for (List<Bucket> answer : answers) {
            if (answer.size() != merged.size()) {
                throw new IllegalStateException("partitions disagree on the number of points of one question: "
                        + merged.size() + " and " + answer.size());
            }
            merged.add(answer);
        }
        return merged;
    }
}
