package dev.livechatmetrics.streams.topology;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store whose copies can be read too: each commit is marked by its first row and its last ({@link CommitMark}), so that
 * who reads a copy knows that it has one commit whole. Written by the task's thread, with the monitor held, while the task
 * owns it; read by any.
 */
abstract class MarkedStore extends LiveStore {
    private static final int ATTEMPTS_ON_A_COPY = 20;
    private static final long PAUSE_ON_A_COPY_NANOS = 2_000_000;

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

    MarkedStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
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

    /** Whether its task is at work: only then may live objects be kept, as rows change beneath all others. */
    final boolean isOwned() {
        return owned;
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

    /** From now on, what has a smaller number is shown to nobody: it loses one conversation after another. */
    final void hideBefore(int number) {
        firstShown = number;
    }

    final int firstShown() {
        return firstShown;
    }

    @Override
    public synchronized void close() {
        release();
        super.close();
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    public final <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (query instanceof CopyQuery<?> copy) {
            return (QueryResult<R>) readCopy(copy.query());
        }
        return query instanceof PartitionQuery<R> asked ? read(asked) : QueryResult.forUnknownQueryType(query, this);
    }

    /** What the rows were at one commit, though others may be applied meanwhile. */
    private synchronized <T> QueryResult<CopyAnswer<T>> readCopy(PartitionQuery<T> query) {
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
            QueryResult<T> read = readRows(query, mark.firstShown());
            if (CommitMark.decodeNumber(rows().get(CommitMark.BEGUN_KEY)) == mark.number()) {
                return read.isSuccess()
                        ? QueryResult.forResult(new CopyAnswer<>(read.getResult(), mark.position(), mark.millis()))
                        : QueryResult.forFailure(read.getFailureReason(), read.getFailureMessage());
            }
            LockSupport.parkNanos(PAUSE_ON_A_COPY_NANOS);
        }
        return QueryResult.forFailure(FailureReason.NOT_UP_TO_BOUND, "it is in the middle of one commit after another");
    }

    /** The answer of the task's own store, live objects included. */
    abstract <T> QueryResult<T> read(PartitionQuery<T> query);

    /** The answer from rows alone, with the monitor held; nothing before {@code firstToShow} is in it. */
    abstract <T> QueryResult<T> readRows(PartitionQuery<T> query, int firstToShow);
}
