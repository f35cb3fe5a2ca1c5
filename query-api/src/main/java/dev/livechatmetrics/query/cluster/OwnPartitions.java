package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads this instance's partitions from the pipeline's stores. */
public final class OwnPartitions implements PartitionSource {
    private final LocalReads reads;
    private final long maxLagMillis;

    public OwnPartitions(LocalReads reads) {
        this(reads, Duration.ZERO);
    }

    /** {@code maxLag}: how old a copy may be that is read where the task is not at work here. */
    public OwnPartitions(LocalReads reads, Duration maxLag) {
        this.reads = reads;
        this.maxLagMillis = maxLag.toMillis();
    }

    /** The reads of an instance that is alone. */
    public static PartitionReads only(LocalReads reads) {
        return new Alone(new OwnPartitions(reads));
    }

    private record Alone(OwnPartitions own) implements PartitionReads {
        @Override
        public <T> Map<Integer, PartitionRead<Partial<T>>> read(
                Question<T> question, Set<Integer> partitions, long deadlineNanos) {
            Map<Integer, PartitionAsk> asks = new HashMap<>();
            for (int partition : partitions) {
                asks.put(partition, new PartitionAsk(false, question.atLeast().of(partition)));
            }
            return own.read(question.query(), asks);
        }
    }

    @Override
    public <T> Map<Integer, PartitionRead<Partial<T>>> read(PartitionQuery<T> query, Map<Integer, PartitionAsk> asks) {
        Map<Integer, PartitionRead<Partial<T>>> results = reads.read(query, asks.keySet());
        results.replaceAll(
                (partition, read) -> covering(read, asks.get(partition).atLeast()));
        Set<Integer> copies = new HashSet<>();
        asks.forEach((partition, ask) -> {
            if (ask.copyToo() && !(results.get(partition) instanceof Answer)) {
                copies.add(partition);
            }
        });
        if (!copies.isEmpty() && maxLagMillis > 0) {
            reads.copies(query, copies)
                    .forEach((partition, copy) -> results.compute(partition, (same, own) -> {
                        PartitionRead<Partial<T>> read =
                                covering(young(copy), asks.get(partition).atLeast());
                        return read instanceof Missing<Partial<T>> missing
                                ? new Missing<>(((Missing<Partial<T>>) own).reason() + "; copy: " + missing.reason())
                                : read;
                    }));
        }
        return results;
    }

    private <T> PartitionRead<Partial<T>> young(PartitionRead<Partial<T>> copy) {
        return copy instanceof Answer<Partial<T>> answer && answer.value().staleMillis() > maxLagMillis
                ? new Missing<>(
                        "it is " + answer.value().staleMillis() + " ms old, and STANDBY_MAX_LAG allows " + maxLagMillis)
                : copy;
    }

    /** The answer, or that it does not reach as far as it must. */
    static <T> PartitionRead<Partial<T>> covering(PartitionRead<Partial<T>> read, InputPosition atLeast) {
        if (!(read instanceof Answer<Partial<T>> answer)
                || answer.value().position().covers(atLeast)) {
            return read;
        }
        InputPosition position = answer.value().position();
        return new Missing<>("has read conversations up to " + position.conversations() + " and messages up to "
                + position.messages() + ", not yet up to " + atLeast.conversations() + " and " + atLeast.messages());
    }
}
