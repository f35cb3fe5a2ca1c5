package dev.livechatmetrics.streams.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;

/**
 * The stores of the partitions whose task is active in this process: restored, and not yet suspended or closed. Answers
 * as {@code KafkaStreams.query} with {@code requireActive} does, without its walk over all threads and tasks, whose
 * locks the threads hold while they work.
 */
public final class OwnedStores {
    private static final QueryConfig NO_INFO = new QueryConfig(false);

    /** By store and partition. */
    private final Map<String, Map<Integer, StateStore>> stores = new ConcurrentHashMap<>();

    private final Map<Integer, LivePosition> positions = new ConcurrentHashMap<>();

    private volatile BooleanSupplier copies = () -> false;

    /** From now on, this says whether other instances may have copies of the stores. */
    public void copiedWhere(BooleanSupplier others) {
        copies = others;
    }

    boolean mayHaveCopies() {
        return copies.getAsBoolean();
    }

    void add(int partition, LivePosition position) {
        positions.put(partition, position);
    }

    void remove(int partition, LivePosition position) {
        positions.remove(partition, position);
    }

    /**
     * How far a partition's task has come, {@link InputPosition#START} where none is at work. To be asked before the
     * stores are: what they answer then contains at least that.
     */
    public InputPosition position(int partition) {
        LivePosition position = positions.get(partition);
        return position == null ? InputPosition.START : position.now();
    }

    void add(int partition, StateStore store) {
        stores.computeIfAbsent(store.name(), name -> new ConcurrentHashMap<>()).put(partition, store);
    }

    /** Leaves alone what another task has put in its place. */
    void remove(int partition, StateStore store) {
        stores.getOrDefault(store.name(), Map.of()).remove(partition, store);
    }

    /** One result for each partition that the request names. */
    public <T> StateQueryResult<T> query(StateQueryRequest<T> request) {
        StateQueryResult<T> results = new StateQueryResult<>();
        Map<Integer, StateStore> partitions = stores.getOrDefault(request.getStoreName(), Map.of());
        for (int partition : request.getPartitions()) {
            StateStore store = partitions.get(partition);
            results.addResult(
                    partition,
                    store == null
                            ? QueryResult.forFailure(
                                    FailureReason.NOT_ACTIVE, "no running task of this instance has it")
                            : store.query(request.getQuery(), PositionBound.unbounded(), NO_INFO));
        }
        return results;
    }
}
