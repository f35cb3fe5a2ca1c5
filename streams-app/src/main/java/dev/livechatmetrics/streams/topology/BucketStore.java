package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.RunningBucket;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.BucketPages.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
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
abstract class BucketStore extends LiveStore implements BucketPages.Rows {
    /** Of each store and partition: a year of a hundred departments' days, or 80,000 quarter hours. */
    static final long MAX_LIVE_BYTES = 16 * 1024 * 1024;

    private static final int ATTEMPTS_WITHOUT_LOCK = 3;
    private static final int ATTEMPTS_ON_A_COPY = 20;
    private static final long PAUSE_ON_A_COPY_NANOS = 2_000_000;

    private final BucketPages pages;

    /** Locked, with the monitor held, while figures change; readers use its stamps alone. */
    private final StampedLock changes = new StampedLock();

    private volatile boolean owned;
    private volatile int firstShown;

    /** How far the task has come and what its clock shows; null where no marks are wanted. */
    private Supplier<InputPosition> position;

    private LongSupplier clock;
    /** Of the latest commit. */
    private long commit;

    /** Whether rows of the next commit are written already. */
    private boolean begun;

    private boolean markDue;

    /** What a copy must have passed: see {@link #startAsCopy}. */
    private long oldCommit;

    private long copySinceMillis;

    /** Finds the smallest first response of a bucket, or {@link Bucket#NO_FIRST_RESPONSE}. */
    @FunctionalInterface
    interface NextBest {
        long of(String department, int number);
    }

    BucketStore(KeyValueStore<Bytes, byte[]> rows, long maxLiveBytes) {
        super(rows);
        this.pages = new BucketPages(maxLiveBytes);
    }

    @Override
    final synchronized void takeOver() {
        super.takeOver();
        owned = true;
        begun = false;
        commit = CommitMark.decode(rows().get(CommitMark.DONE_KEY)).number();
    }

    @Override
    final synchronized void release() {
        owned = false;
        // Whatever comes now comes after what is here.
        oldCommit = 0;
        copySinceMillis = 0;
    }

    @Override
    public final synchronized void init(StateStoreContext context, StateStore root) {
        super.init(context, root);
        startAsCopy();
    }

    /**
     * Notes what there is before the changelog is read on. Rows may be ahead of where it is read on from, and what it has
     * of old commits may be compacted, so that none of these is there as it was: a copy is good from the first commit on
     * that was made since.
     */
    private void startAsCopy() {
        oldCommit = CommitMark.decode(rows().get(CommitMark.DONE_KEY)).number();
        copySinceMillis = System.currentTimeMillis();
    }

    /** From now on, each commit is marked for those who read copies. */
    final synchronized void markCommits(Supplier<InputPosition> positions, LongSupplier millis) {
        position = positions;
        clock = millis;
    }

    /** Has the next commit marked even where nothing changes: a copy is as old as its latest mark. */
    final synchronized void markNextCommit() {
        markDue = position != null;
    }

    /** To be called before the first row of a commit is written. */
    final synchronized void beginCommit() {
        if (!begun && position != null) {
            begun = true;
            rows().put(CommitMark.BEGUN_KEY, CommitMark.encodeNumber(commit + 1));
        }
    }

    @Override
    final synchronized void beforeCommit() {
        writeBack();
        if (markDue) {
            beginCommit();
        }
        if (begun) {
            commit++;
            rows().put(
                            CommitMark.DONE_KEY,
                            new CommitMark(commit, position.get(), clock.getAsLong(), firstShown).encode());
            begun = false;
        }
        markDue = false;
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
    public synchronized void close() {
        release();
        super.close();
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    public final <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (query instanceof CopyQuery copy) {
            return (QueryResult<R>) readCopy(copy.buckets());
        }
        if (!(query instanceof BucketsQuery buckets)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        QueryResult<List<Bucket>> read = readWithoutLock(buckets);
        return (QueryResult<R>) (read == null ? readWithLock(buckets) : read);
    }

    /** Null where a page is to be read from its rows, or where figures changed at each attempt. */
    private QueryResult<List<Bucket>> readWithoutLock(BucketsQuery query) {
        for (int attempt = 0; attempt < ATTEMPTS_WITHOUT_LOCK && owned; attempt++) {
            long stamp = changes.tryOptimisticRead();
            QueryResult<List<Bucket>> read = stamp == 0 ? null : live(query, pages::whole, firstShown);
            if (stamp != 0 && (read == null || changes.validate(stamp))) {
                return read;
            }
            Thread.onSpinWait();
        }
        return null;
    }

    private synchronized QueryResult<List<Bucket>> readWithLock(BucketsQuery query) {
        if (!isOpen()) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
        }
        if (!owned) {
            pages.giveUpWritten();
        }
        return live(query, this::loaded, firstShown);
    }

    /** What the rows were at one commit, though others may be applied meanwhile. */
    private synchronized QueryResult<CopyAnswer> readCopy(BucketsQuery query) {
        if (!isOpen()) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
        }
        if (owned) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, "its task has just begun to work");
        }
        for (int attempt = 0; attempt < ATTEMPTS_ON_A_COPY; attempt++) {
            CommitMark mark = CommitMark.decode(rows().get(CommitMark.DONE_KEY));
            if (mark.number() <= oldCommit || mark.millis() < copySinceMillis) {
                return QueryResult.forFailure(FailureReason.NOT_UP_TO_BOUND, "no commit since it was opened");
            }
            QueryResult<List<Bucket>> read = isCopyOf(query)
                    ? answer(query, this::copied, mark.firstShown())
                    : QueryResult.forFailure(FailureReason.DOES_NOT_EXIST, "no days of " + query.zone());
            if (CommitMark.decodeNumber(rows().get(CommitMark.BEGUN_KEY)) == mark.number()) {
                return read.isSuccess()
                        ? QueryResult.forResult(new CopyAnswer(read.getResult(), mark.position(), mark.millis()))
                        : QueryResult.forFailure(read.getFailureReason(), read.getFailureMessage());
            }
            LockSupport.parkNanos(PAUSE_ON_A_COPY_NANOS);
        }
        return QueryResult.forFailure(FailureReason.NOT_UP_TO_BOUND, "it is in the middle of one commit after another");
    }

    private Live[] copied(String department, int number) {
        return BucketPages.read(department, number, this);
    }

    /** Whether the rows of a copy are those of the zone that is asked for. */
    boolean isCopyOf(BucketsQuery query) {
        return true;
    }

    /** The answer of the task's own store. */
    QueryResult<List<Bucket>> live(BucketsQuery query, PageSource source, int firstToShow) {
        return answer(query, source, firstToShow);
    }

    /** The answer from pages of a source; null where the source did not have all of them. */
    abstract QueryResult<List<Bucket>> answer(BucketsQuery query, PageSource source, int firstToShow);
}
