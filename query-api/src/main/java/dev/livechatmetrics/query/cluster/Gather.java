package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Gathers every partition's partial answer exactly once and merges them. A partition that is missing is asked again
 * until the time to read is up; a part of the partitions is never an answer.
 */
public final class Gather {
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(2).toNanos();
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

    public int partitionCount() {
        return partitions.size();
    }

    public <T> Gathered<T> gather(Question<T> question) {
        long deadlineNanos = System.nanoTime() + readTimeout.toNanos();
        Map<Integer, Partial<T>> answers = new HashMap<>();
        Map<Integer, String> missing = new HashMap<>();
        Set<Integer> toAsk = partitions;
        long pauseNanos = FIRST_PAUSE_NANOS;
        while (true) {
            Map<Integer, PartitionRead<Partial<T>>> round = reads.read(question, toAsk, deadlineNanos);
            Map<Integer, String> before = Map.copyOf(missing);
            missing.clear();
            for (int partition : toAsk) {
                PartitionRead<Partial<T>> read = round.get(partition);
                if (read instanceof Answer<Partial<T>> answer) {
                    answers.put(partition, answer.value());
                } else {
                    missing.put(partition, read instanceof Missing<Partial<T>> m ? m.reason() : "no result");
                }
            }
            if (missing.isEmpty()) {
                return whole(question, answers);
            }
            if (System.nanoTime() - deadlineNanos >= 0) {
                // The end of the time may have cut this round short: the one before it knows why.
                missing.replaceAll(before::getOrDefault);
                return new Gathered.Incomplete<>(Map.copyOf(missing));
            }
            if (System.nanoTime() + pauseNanos - deadlineNanos >= 0
                    || Thread.currentThread().isInterrupted()) {
                return new Gathered.Incomplete<>(Map.copyOf(missing));
            }
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            toAsk = new TreeSet<>(missing.keySet());
        }
    }

    private static <T> Gathered.Whole<T> whole(Question<T> question, Map<Integer, Partial<T>> answers) {
        SortedMap<Integer, InputPosition> positions = new TreeMap<>();
        List<T> parts = new ArrayList<>(answers.size());
        long staleMillis = 0;
        for (Map.Entry<Integer, Partial<T>> entry : answers.entrySet()) {
            Partial<T> answer = entry.getValue();
            parts.add(answer.value());
            positions.put(entry.getKey(), answer.position());
            staleMillis = Math.max(staleMillis, answer.staleMillis());
        }
        return new Gathered.Whole<>(question.query().merged(parts), new InputPositions(positions), staleMillis);
    }
}
