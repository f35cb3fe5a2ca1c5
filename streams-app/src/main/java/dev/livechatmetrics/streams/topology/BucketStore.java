package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.RunningBucket;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.BucketPages.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.StampedLock;
import java.util.function.ObjIntConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Buckets of one resolution by {@link BucketKey}. Written by the task's thread, read by any: a reader sees every event
 * that was processed, written back or not, and all buckets as they were at one moment.
 *
 * <p>Readers and the task's thread share the buckets in memory. They are kept only while the task owns the store: the
 * rows of a store that is restored, or is a standby's, change beneath it. A reader who finds all pages there takes no
 * lock: what it read counts where nothing was changed meanwhile. All else happens with the monitor held.
 */
abstract class BucketStore extends MarkedStore implements BucketPages.Rows {
    /** Of each store and partition: a year of a hundred departments' days, or 80,000 quarter hours. */
    static final long MAX_LIVE_BYTES = 16 * 1024 * 1024;

    private static final int ATTEMPTS_WITHOUT_LOCK = 3;

    private final BucketPages pages;

    /** Locked, with the monitor held, while figures change; readers use its stamps alone. */
    private final StampedLock changes = new StampedLock();

    /** Finds the smallest first response of a bucket, or {@link Bucket#NO_FIRST_RESPONSE}. */
    @FunctionalInterface
    interface NextBest {
        long of(String department, int number);
    }

    BucketStore(KeyValueStore<Bytes, byte[]> rows, long maxLiveBytes) {
        super(rows);
        this.pages = new BucketPages(maxLiveBytes);
    }

    /** The bucket of that number, empty where there is none; of all departments where null. */
    final synchronized Live find(String department, int number) {
        return pages.find(department, number, this);
    }

    /** Replaces what a conversation contributes, null for nothing, in the bucket of all and in its department's own. */
    final synchronized void replace(Live all, Live own, Contribution before, Contribution after, NextBest nextBest) {
        Live ofAll = current(all);
        Live ofDepartment = current(own);
        long stamp = changes.writeLock();
        try {
            replace(ofAll, before, after, nextBest);
            replace(ofDepartment, before, after, nextBest);
        } finally {
            changes.unlockWrite(stamp);
        }
    }

    /** Takes a conversation's contribution out of some buckets and adds what it has become to others, in one step. */
    final synchronized void move(
            List<Live> from, Contribution before, List<Live> to, Contribution after, NextBest nextBest) {
        List<Live> left = from.stream().map(this::current).toList();
        List<Live> entered = to.stream().map(this::current).toList();
        long stamp = changes.writeLock();
        try {
            left.forEach(live -> replace(live, before, null, nextBest));
            entered.forEach(live -> replace(live, null, after, nextBest));
        } finally {
            changes.unlockWrite(stamp);
        }
    }

    private void replace(Live live, Contribution before, Contribution after, NextBest nextBest) {
        // First: while the next best is looked for, no bucket that has changed may be given up.
        pages.markChanged(live);
        if (live.replace(before, after)) {
            live.setBest(nextBest.of(live.department(), live.number()));
        }
    }

    private Live current(Live live) {
        return live.isGivenUp() ? find(live.department(), live.number()) : live;
    }

    /** Adds a bucket of other conversations to the one of that number. */
    final synchronized void merge(String department, int number, Bucket bucket) {
        Live live = find(department, number);
        long stamp = changes.writeLock();
        try {
            pages.markChanged(live);
            live.merge(bucket);
        } finally {
            changes.unlockWrite(stamp);
        }
    }

    /** Where a reader has the page from in which a number is. */
    @FunctionalInterface
    interface PageSource {
        /** Null where it is not to be had from here. */
        Live[] page(String department, int number);
    }

    /** The buckets of a department, or of all where null, that there are from a number to another, in their order. */
    final synchronized void forEach(String department, int from, int to, ObjIntConsumer<RunningBucket> consumer) {
        forEach(this::loaded, department, from, to, consumer);
    }

    private Live[] loaded(String department, int number) {
        Live[] page = pages.whole(department, number, this);
        pages.shrink();
        return page;
    }

    /** Likewise, with pages from a source; whether it had all of them. */
    static boolean forEach(
            PageSource source, String department, int from, int to, ObjIntConsumer<RunningBucket> consumer) {
        // Numbers before 1970 have no rows, as no event is older than 2000, and would sort after all others.
        for (long number = Math.max(0, from); number <= to; ) {
            int first = (int) number & -BucketPages.PAGE_BUCKETS;
            Live[] page = source.page(department, (int) number);
            if (page == null) {
                return false;
            }
            long end = Math.min(to, (long) first + BucketPages.PAGE_BUCKETS - 1);
            for (; number <= end; number++) {
                Live live = page[(int) number - first];
                if (live != null) {
                    consumer.accept(live, (int) number);
                }
            }
        }
        return true;
    }

    @Override
    public final Bucket read(String department, int number) {
        byte[] row = rows().get(BucketKey.of(BucketKey.scope(department), number));
        return row == null ? Bucket.EMPTY : Bucket.decode(row);
    }

    @Override
    public final void readAll(String department, int from, int to, Map<Integer, Bucket> into) {
        byte[] scope = BucketKey.scope(department);
        try (KeyValueIterator<Bytes, byte[]> iterator =
                rows().range(BucketKey.of(scope, from), BucketKey.of(scope, to))) {
            while (iterator.hasNext()) {
                KeyValue<Bytes, byte[]> row = iterator.next();
                into.put(BucketKey.number(row.key), Bucket.decode(row.value));
            }
        }
    }

    @Override
    final synchronized void writeBack() {
        List<Live> changed = pages.takeChanged();
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(changed.size());
        for (Live live : changed) {
            byte[] row = live.isEmpty() ? null : live.toBucket().encode();
            rows.add(KeyValue.pair(BucketKey.of(BucketKey.scope(live.department()), live.number()), row));
        }
        if (!rows.isEmpty()) {
            beginCommit();
        }
        writeRows(rows);
        pages.shrink();
    }

    @Override
    final synchronized void dropLive() {
        pages.clear();
    }

    /** The memory that the buckets on the heap take, about. */
    final synchronized long liveBytes() {
        return pages.bytes();
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    final <T> QueryResult<T> read(PartitionQuery<T> query) {
        if (!(query instanceof BucketsQuery buckets)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        QueryResult<BucketSums> read = readWithoutLock(buckets);
        return (QueryResult<T>) (read == null ? readWithLock(buckets) : read);
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    final <T> QueryResult<T> readRows(PartitionQuery<T> query, int firstToShow) {
        return query instanceof BucketsQuery buckets
                ? (QueryResult<T>) copy(buckets, this::copied, firstToShow)
                : QueryResult.forUnknownQueryType(query, this);
    }

    /** Null where a page is to be read from its rows, or where figures changed at each attempt. */
    private QueryResult<BucketSums> readWithoutLock(BucketsQuery query) {
        for (int attempt = 0; attempt < ATTEMPTS_WITHOUT_LOCK && isOwned(); attempt++) {
            long stamp = changes.tryOptimisticRead();
            QueryResult<BucketSums> read = stamp == 0 ? null : live(query, pages::whole, firstShown());
            if (stamp != 0 && (read == null || changes.validate(stamp))) {
                return read;
            }
            Thread.onSpinWait();
        }
        return null;
    }

    private synchronized QueryResult<BucketSums> readWithLock(BucketsQuery query) {
        if (!isOpen()) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
        }
        if (!isOwned()) {
            pages.giveUpWritten();
        }
        return live(query, this::loaded, firstShown());
    }

    private Live[] copied(String department, int number) {
        return BucketPages.read(department, number, this);
    }

    /** The answer of the rows of a copy. */
    QueryResult<BucketSums> copy(BucketsQuery query, PageSource source, int firstToShow) {
        return answer(query, source, firstToShow);
    }

    /** The answer of the task's own store. */
    QueryResult<BucketSums> live(BucketsQuery query, PageSource source, int firstToShow) {
        return answer(query, source, firstToShow);
    }

    /** The answer from pages of a source; null where the source did not have all of them. */
    abstract QueryResult<BucketSums> answer(BucketsQuery query, PageSource source, int firstToShow);
}
