package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.CopyAnswer;
import dev.livechatmetrics.streams.topology.CopyQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.LedgerQuery;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleQuery;
import dev.livechatmetrics.streams.topology.Names;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;

/** Reads the partitions of this instance in place; one result a partition, and a failure is a value. */
public final class LocalReads {
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

    /** The part of each named partition whose task is at work here, from the first of the query's stores that has it. */
    public <T> Map<Integer, PartitionRead<Partial<T>>> read(PartitionQuery<T> query, Set<Integer> partitions) {
        // Before the stores are read: they may have more by then, but not less.
        Map<Integer, InputPosition> before = new HashMap<>();
        for (int partition : partitions) {
            before.put(partition, positions.apply(partition));
        }
        return fromStores(query, partitions, (store, rest) -> {
            Map<Integer, PartitionRead<Partial<T>>> reads = new HashMap<>();
            query(store, query, rest).forEach((partition, read) -> {
                InputPosition position = before.get(partition);
                reads.put(partition, read.map(value -> new Partial<>(value, position, 0)));
            });
            return reads;
        });
    }

    /**
     * The same from copies: a standby's stores, or those of a task that is still being restored. Each as it was at a commit,
     * and by as much older than now.
     */
    public <T> Map<Integer, PartitionRead<Partial<T>>> copies(PartitionQuery<T> query, Set<Integer> partitions) {
        CopyQuery<T> copy = new CopyQuery<>(query);
        return fromStores(query, partitions, (store, rest) -> {
            Map<Integer, PartitionRead<Partial<T>>> reads = new HashMap<>();
            copies(store, copy, rest).forEach((partition, read) -> reads.put(partition, read.map(this::aged)));
            return reads;
        });
    }

    /** Asks store after store for the partitions that those before it do not have. */
    private static <T> Map<Integer, PartitionRead<Partial<T>>> fromStores(
            PartitionQuery<T> query,
            Set<Integer> partitions,
            BiFunction<String, Set<Integer>, Map<Integer, PartitionRead<Partial<T>>>> ask) {
        Map<Integer, PartitionRead<Partial<T>>> reads = new HashMap<>();
        Set<Integer> rest = partitions;
        for (String store : query.stores()) {
            reads.putAll(ask.apply(store, rest));
            Set<Integer> missing = Set.of();
            for (int partition : rest) {
                if (!(reads.get(partition) instanceof Answer)) {
                    missing = missing.isEmpty() ? new HashSet<>() : missing;
                    missing.add(partition);
                }
            }
            if (missing.isEmpty()) {
                return reads;
            }
            rest = missing;
        }
        return reads;
    }

    private <T> Partial<T> aged(CopyAnswer<T> copy) {
        long staleMillis = Math.max(1, clock.millis() - copy.millis());
        return new Partial<>(copy.value(), copy.position(), staleMillis);
    }

    private <T> Map<Integer, PartitionRead<T>> copies(String store, Query<T> query, Set<Integer> partitions) {
        return query(copies, StateQueryRequest.inStore(store).withQuery(query).withPartitions(Set.copyOf(partitions)));
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
