package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Buckets of one resolution by {@link BucketKey}. Written by the task's thread, read by any: a reader sees every event
 * that was processed, written back or not, and holds the lock while it reads, so it sees each row whole.
 */
abstract class BucketStore extends LiveStore {
    private static final int MAX_LIVE_ROWS = 65_536;

    private final Map<BucketId, Live> live = new HashMap<>();
    private final List<Live> changed = new ArrayList<>();

    private static final class Live {
        private final BucketId id;
        private Bucket bucket;
        private boolean changed;

        private Live(BucketId id, Bucket bucket) {
            this.id = id;
            this.bucket = bucket;
        }
    }

    /**
     * Whose bucket and which: found by this in memory, as the bytes of a key hash badly and cost an array for each look.
     *
     * @param department null for all
     */
    private record BucketId(String department, int number) {
        @Override
        public int hashCode() {
            int hash = (department == null ? 0 : department.hashCode()) * 31 + number * 0x9E37_79B9;
            return hash ^ (hash >>> 15);
        }

        private Bytes key() {
            return BucketKey.of(BucketKey.scope(department), number);
        }
    }

    BucketStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
    }

    /** Replaces a bucket, empty where there is none, by what the change makes of it; of all departments where null. */
    final synchronized void update(String department, int number, UnaryOperator<Bucket> change) {
        BucketId id = new BucketId(department, number);
        Live entry = live.get(id);
        if (entry == null) {
            byte[] row = rows().get(id.key());
            entry = new Live(id, row == null ? Bucket.EMPTY : Bucket.decode(row));
            live.put(id, entry);
        }
        entry.bucket = change.apply(entry.bucket);
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
        }
    }

    /** The buckets of a department, or of all where null, that are not empty, from a number to another, in no order. */
    final synchronized void forEach(String department, int from, int to, ObjIntConsumer<Bucket> consumer) {
        // Numbers before 1970 have no rows, as no event is older than 2000, and would sort after all others.
        int least = Math.max(0, from);
        if (least > to) {
            return;
        }
        Set<Integer> newerThanRow = new HashSet<>();
        for (Live entry : changed) {
            int number = entry.id.number();
            if (number >= least && number <= to && Objects.equals(entry.id.department(), department)) {
                newerThanRow.add(number);
                if (!entry.bucket.isEmpty()) {
                    consumer.accept(entry.bucket, number);
                }
            }
        }
        byte[] scope = BucketKey.scope(department);
        try (KeyValueIterator<Bytes, byte[]> iterator =
                rows().range(BucketKey.of(scope, least), BucketKey.of(scope, to))) {
            while (iterator.hasNext()) {
                KeyValue<Bytes, byte[]> row = iterator.next();
                int number = BucketKey.number(row.key);
                if (!newerThanRow.contains(number)) {
                    consumer.accept(Bucket.decode(row.value), number);
                }
            }
        }
    }

    @Override
    final synchronized void writeBack() {
        for (Live entry : changed) {
            if (entry.bucket.isEmpty()) {
                rows().delete(entry.id.key());
            } else {
                rows().put(entry.id.key(), entry.bucket.encode());
            }
            entry.changed = false;
        }
        changed.clear();
        if (live.size() > MAX_LIVE_ROWS) {
            live.clear();
        }
    }

    @Override
    final synchronized void dropLive() {
        live.clear();
        changed.clear();
    }

    @Override
    public synchronized void close() {
        super.close();
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    public final <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (!(query instanceof BucketsQuery buckets)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        synchronized (this) {
            if (!isOpen()) {
                return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
            }
            return (QueryResult<R>) answer(buckets);
        }
    }

    /** Called with the lock held. */
    abstract QueryResult<List<Bucket>> answer(BucketsQuery query);
}
