package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.CopyAnswer;
import dev.livechatmetrics.streams.topology.CopyQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.LedgerQuery;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleQuery;
import dev.livechatmetrics.streams.topology.Names;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;

/** Reads the partitions of this instance in place; one result a partition, and a failure is a value. */
public final class LocalReads {
    private static final List<String> HOURS = List.of(Names.DEPARTMENT_QUARTER_HOURS);
    private static final List<String> DAYS = List.of(Names.DEPARTMENT_DAYS, Names.DEPARTMENT_QUARTER_HOURS);

    private final StateQueries queries;
    private final StateQueries copies;
    private final Clock clock;
    private final IntFunction<InputPosition> positions;

    /** Answers requests for state: {@link org.apache.kafka.streams.KafkaStreams#query}. */
    @FunctionalInterface
    public interface StateQueries {
        <T> StateQueryResult<T> query(StateQueryRequest<T> request);
    }

    /** {@code positions}: how far the task of a partition has come. */
    public LocalReads(StateQueries queries, IntFunction<InputPosition> positions) {
        this(queries, positions, queries, Clock.systemUTC());
    }

    /** {@code copies}: answers for all stores of this instance, also those whose task is not at work here. */
    public LocalReads(StateQueries queries, IntFunction<InputPosition> positions, StateQueries copies, Clock clock) {
        this.queries = queries;
        this.positions = positions;
        this.copies = copies;
        this.clock = clock;
    }

    /**
     * The buckets of each named partition whose task is at work here: from the rows of days where those are of the zone
     * asked for, else from quarter hours.
     */
    public Map<Integer, PartitionRead<PartitionBuckets>> buckets(BucketsQuery query, Set<Integer> partitions) {
        // Before the stores are read: they may have more by then, but not less.
        Map<Integer, InputPosition> before = new HashMap<>();
        for (int partition : partitions) {
            before.put(partition, positions.apply(partition));
        }
        Map<Integer, PartitionRead<PartitionBuckets>> reads = new HashMap<>();
        for (Map.Entry<Integer, PartitionRead<List<Bucket>>> read :
                bucketLists(query, partitions).entrySet()) {
            reads.put(
                    read.getKey(),
                    read.getValue() instanceof Answer<List<Bucket>> answer
                            ? new Answer<>(new PartitionBuckets(answer.value(), before.get(read.getKey()), 0))
                            : new Missing<>(((Missing<List<Bucket>>) read.getValue()).reason()));
        }
        return reads;
    }

    /**
     * The same from copies: a standby's stores, or those of a task that is still being restored. Each as it was at a commit,
     * and by as much older than now.
     */
    public Map<Integer, PartitionRead<PartitionBuckets>> copies(BucketsQuery query, Set<Integer> partitions) {
        CopyQuery copy = new CopyQuery(query);
        Map<Integer, PartitionRead<PartitionBuckets>> reads = new HashMap<>();
        Set<Integer> rest = new HashSet<>(partitions);
        for (String store : query.hours() ? HOURS : DAYS) {
            if (!rest.isEmpty()) {
                copies(store, copy, rest).forEach((partition, read) -> reads.put(partition, aged(read)));
                rest.removeIf(partition -> reads.get(partition) instanceof Answer);
            }
        }
        return reads;
    }

    private PartitionRead<PartitionBuckets> aged(PartitionRead<CopyAnswer> read) {
        if (read instanceof Missing<CopyAnswer> missing) {
            return new Missing<>(missing.reason());
        }
        CopyAnswer copy = ((Answer<CopyAnswer>) read).value();
        long staleMillis = Math.max(1, clock.millis() - copy.millis());
        return new Answer<>(new PartitionBuckets(copy.buckets(), copy.position(), staleMillis));
    }

    private <T> Map<Integer, PartitionRead<T>> copies(String store, Query<T> query, Set<Integer> partitions) {
        return query(copies, StateQueryRequest.inStore(store).withQuery(query).withPartitions(Set.copyOf(partitions)));
    }

    private Map<Integer, PartitionRead<List<Bucket>>> bucketLists(BucketsQuery query, Set<Integer> partitions) {
        if (query.hours()) {
            return query(Names.DEPARTMENT_QUARTER_HOURS, query, partitions);
        }
        Map<Integer, PartitionRead<List<Bucket>>> reads = query(Names.DEPARTMENT_DAYS, query, partitions);
        Set<Integer> rest = Set.of();
        for (int partition : partitions) {
            if (!(reads.get(partition) instanceof Answer)) {
                rest = rest.isEmpty() ? new HashSet<>() : rest;
                rest.add(partition);
            }
        }
        if (!rest.isEmpty()) {
            reads.putAll(query(Names.DEPARTMENT_QUARTER_HOURS, query, rest));
        }
        return reads;
    }

    /** The ledgers, by topic, of each named partition. */
    public Map<Integer, PartitionRead<Map<String, LedgerRow>>> ledgers(Set<Integer> partitions) {
        return query(Names.LEDGER, new LedgerQuery(), partitions);
    }

    /** What has become of the conversations of each named partition in time. */
    public Map<Integer, PartitionRead<LifecycleCounts>> lifecycles(Set<Integer> partitions) {
        return query(Names.LEDGER, new LifecycleQuery(), partitions);
    }

    private <T> Map<Integer, PartitionRead<T>> query(String store, Query<T> query, Set<Integer> partitions) {
        return query(
                queries,
                StateQueryRequest.inStore(store)
                        .withQuery(query)
                        .withPartitions(partitions)
                        .requireActive());
    }

    private static <T> Map<Integer, PartitionRead<T>> query(StateQueries queries, StateQueryRequest<T> request) {
        Map<Integer, PartitionRead<T>> reads = new HashMap<>();
        try {
            queries.query(request)
                    .getPartitionResults()
                    .forEach((partition, result) -> reads.put(partition, read(result)));
        } catch (InvalidStateStoreException | UnknownVersionException unavailable) {
            // Not started, stopped, or closed between two steps; or a copy of what a later build writes.
            request.getPartitions()
                    .forEach(partition -> reads.putIfAbsent(partition, new Missing<>(unavailable.getMessage())));
        }
        return reads;
    }

    private static <T> PartitionRead<T> read(QueryResult<T> result) {
        return result.isSuccess()
                ? new Answer<>(result.getResult())
                : new Missing<>(result.getFailureReason() + ": " + result.getFailureMessage());
    }
}
