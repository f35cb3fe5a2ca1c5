package dev.livechatmetrics.streams.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that owns live objects over rows in RocksDB: what changes is written back once a commit, not once an event.
 *
 * <p>Kafka Streams 4.3 calls {@link #flushCache} of a store that is a {@link CachedStateStore} before each commit, so
 * that the rows and their changelog records are in the transaction of the input offsets. The interface is internal:
 * the version of Kafka is pinned, and the tests that kill a running instance are its guard.
 */
abstract class LiveStore implements StateStore, CachedStateStore<Object, Object> {
    private final KeyValueStore<Bytes, byte[]> rows;

    LiveStore(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    /** Writes every live object that has changed since the last time to its row. */
    abstract void writeBack();

    /** Writes all that is to be in the commit that is about to be made. */
    void beforeCommit() {
        writeBack();
    }

    /** Drops all live objects, changed or not. */
    abstract void dropLive();

    /**
     * To be called before the task's thread changes anything: in between the store may have been a standby's, and what
     * was live before that is not what the rows are now.
     */
    void takeOver() {
        dropLive();
    }

    /** The task's thread changes nothing any more, until it takes the store over again; what it changed is yet to write. */
    void release() {}

    final KeyValueStore<Bytes, byte[]> rows() {
        return rows;
    }

    /** Writes rows in one batch; a null value deletes its row. */
    final void writeRows(List<KeyValue<Bytes, byte[]>> changedRows) {
        if (!changedRows.isEmpty()) {
            rows.putAll(changedRows);
        }
    }

    @Override
    public final String name() {
        return rows.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        rows.init(context, root);
    }

    @Override
    public final void flushCache() {
        beforeCommit();
    }

    @Override
    public final void clearCache() {
        dropLive();
    }

    @Override
    public final boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        rows.commit(changelogOffsets);
    }

    @Override
    public final Long committedOffset(TopicPartition partition) {
        return rows.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // asked by Kafka Streams 4.3 itself
    public final boolean managesOffsets() {
        return rows.managesOffsets();
    }

    @Override
    public void close() {
        dropLive();
        rows.close();
    }

    @Override
    public final boolean persistent() {
        return rows.persistent();
    }

    @Override
    public final boolean isOpen() {
        return rows.isOpen();
    }

    @Override
    public final Position getPosition() {
        return rows.getPosition();
    }
}
