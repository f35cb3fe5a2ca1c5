package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
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
    private static final int MAX_LIVE_ROWS = 32_768;

    private final Map<Bytes, Live> live = new LinkedHashMap<>(1024, 0.75f, true);
    private final List<Live> changed = new ArrayList<>();

    private static final class Live {
        private final Bytes key;
        private Bucket bucket;
        private boolean changed;

        private Live(Bytes key, Bucket bucket) {
            this.key = key;
            this.bucket = bucket;
        }
    }

    BucketStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
    }

    /** The bucket of that key, empty where there is none. */
    final synchronized Bucket get(Bytes key) {
        return entry(key).bucket;
    }

    final synchronized void put(Bytes key, Bucket bucket) {
        Live entry = entry(key);
        entry.bucket = bucket;
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
        }
    }

    private Live entry(Bytes key) {
        Live entry = live.get(key);
        if (entry == null) {
            byte[] row = rows().get(key);
            entry = new Live(key, row == null ? Bucket.EMPTY : Bucket.decode(row));
            live.put(key, entry);
        }
        return entry;
    }

    /** The buckets that are not empty of one scope from a number to another, both included, in no order. */
    final synchronized void forEach(byte[] scope, int from, int to, ObjIntConsumer<Bucket> consumer) {
        // Numbers before 1970 have no rows, as no event is older than 2000, and would sort after all others.
        int least = Math.max(0, from);
        if (least > to) {
            return;
        }
        Bytes first = BucketKey.of(scope, least);
        Bytes last = BucketKey.of(scope, to);
        try (KeyValueIterator<Bytes, byte[]> iterator = rows().range(first, last)) {
            while (iterator.hasNext()) {
                KeyValue<Bytes, byte[]> row = iterator.next();
                Live entry = live.get(row.key);
                if (entry == null || !entry.changed) {
                    consumer.accept(Bucket.decode(row.value), BucketKey.number(row.key));
                }
            }
        }
        for (Live entry : changed) {
            if (entry.key.compareTo(first) >= 0 && entry.key.compareTo(last) <= 0 && !entry.bucket.isEmpty()) {
                consumer.accept(entry.bucket, BucketKey.number(entry.key));
            }
        }
    }

    @Override
    final synchronized void writeBack() {
        for (Live entry : changed) {
            if (entry.bucket.isEmpty()) {
                rows().delete(entry.key);
            } else {
                rows().put(entry.key, entry.bucket.encode());
            }
            entry.changed = false;
        }
        changed.clear();
        Iterator<Live> eldest = live.values().iterator();
        while (live.size() > MAX_LIVE_ROWS && eldest.hasNext()) {
            eldest.next();
            eldest.remove();
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
