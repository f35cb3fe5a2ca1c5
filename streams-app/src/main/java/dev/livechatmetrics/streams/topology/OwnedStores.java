package dev.livechatmetrics.streams.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<Owned, StateStore> stores = new ConcurrentHashMap<>();

    private record Owned(int partition, String store) {}

    void add(int partition, StateStore store) {
        stores.put(new Owned(partition, store.name()), store);
    }

    /** Leaves alone what another task has put in its place. */
    void remove(int partition, StateStore store) {
        stores.remove(new Owned(partition, store.name()), store);
    }

    /** One result for each partition that the request names. */
    public <T> StateQueryResult<T> query(StateQueryRequest<T> request) {
        StateQueryResult<T> results = new StateQueryResult<>();
        for (int partition : request.getPartitions()) {
            StateStore store = stores.get(new Owned(partition, request.getStoreName()));
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
