package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.RunningBucket;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private static final int MAX_LIVE_ROWS = 65_536;

    private final Map<BucketId, Live> live = new HashMap<>();
    private final List<Live> changed = new ArrayList<>();
    private int generation;
    private volatile int firstShown;

    /** A bucket in memory, good as long as the store's {@link #generation} is the same. */
    static final class Live {
        private final BucketId id;
        private RunningBucket bucket;
        private boolean changed;

        private Live(BucketId id, Bucket bucket) {
            this.id = id;
            this.bucket = new RunningBucket(bucket);
        }
    }

    /** Finds the smallest first response of a bucket, or {@link Bucket#NO_FIRST_RESPONSE}. */
    @FunctionalInterface
    interface NextBest {
        long of(String department, int number);
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

    /** Changes whenever live buckets are dropped. */
    final int generation() {
        return generation;
    }

    /** From now on, buckets before this one are shown to nobody: they lose one conversation after another. */
    final void hideBefore(int number) {
        firstShown = number;
    }

    final int firstShown() {
        return firstShown;
    }

    /** The bucket of that number, empty where there is none; of all departments where null. */
    final synchronized Live find(String department, int number) {
        BucketId id = new BucketId(department, number);
        Live entry = live.get(id);
        if (entry == null) {
            byte[] row = rows().get(id.key());
            entry = new Live(id, row == null ? Bucket.EMPTY : Bucket.decode(row));
            live.put(id, entry);
        }
        return entry;
    }

    /** Replaces what a conversation contributes, null for nothing, in the bucket of all and in its department's own. */
    final synchronized void replace(Live all, Live own, Contribution before, Contribution after, NextBest nextBest) {
        replace(all, before, after, nextBest);
        replace(own, before, after, nextBest);
    }

    private void replace(Live entry, Contribution before, Contribution after, NextBest nextBest) {
        if (entry.bucket.replace(before, after)) {
            entry.bucket.setBest(nextBest.of(entry.id.department(), entry.id.number()));
        }
        markChanged(entry);
    }

    /** Adds a bucket of other conversations to the one of that number. */
    final synchronized void merge(String department, int number, Bucket bucket) {
        Live entry = find(department, number);
        entry.bucket = new RunningBucket(entry.bucket.toBucket().merge(bucket));
        markChanged(entry);
    }

    private void markChanged(Live entry) {
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
                    consumer.accept(entry.bucket.toBucket(), number);
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
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(changed.size());
        for (Live entry : changed) {
            byte[] row = entry.bucket.isEmpty() ? null : entry.bucket.toBucket().encode();
            rows.add(KeyValue.pair(entry.id.key(), row));
            entry.changed = false;
        }
        changed.clear();
        writeRows(rows);
        if (live.size() > MAX_LIVE_ROWS) {
            live.clear();
            generation++;
        }
    }

    @Override
    final synchronized void dropLive() {
        live.clear();
        changed.clear();
        generation++;
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
