package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
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
 * The ledger of a partition: how each record ended, counted in the transaction of the record's effect, by topic; and, in
 * a row of its own, what has become of conversations in time.
 */
final class LedgerStore extends LiveStore {
    /** No topic's name. */
    private static final Bytes LIFECYCLE_KEY = Bytes.wrap(new byte[] {(byte) 0xFF});

    private final Map<String, Live> changed = new HashMap<>();
    /** Where it differs from its row, else null. */
    private LifecycleCounts changedLifecycle;

    private static final class Live {
        private LedgerRow row;
        private long applied;
        private long duplicate;
        private long ignored;
        private long nextOffset;

        private Live(LedgerRow row) {
            this.row = row;
            this.nextOffset = row.nextOffset();
        }

        private LedgerRow row() {
            return row.plus(applied, duplicate, ignored, nextOffset);
        }
    }

    LedgerStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
    }

    /** Counts a record that is no dead letter. */
    synchronized void count(String topic, long offset, Outcome outcome) {
        Live live = live(topic);
        switch (outcome) {
            case APPLIED -> live.applied++;
            case DUPLICATE -> live.duplicate++;
            case IGNORED -> live.ignored++;
            case DEAD_LETTERED -> throw new IllegalArgumentException("a dead letter has a reason");
        }
        live.nextOffset = offset + 1;
    }

    synchronized void countDeadLetter(String topic, long offset, Reason reason) {
        Live live = live(topic);
        live.row = live.row.plusDeadLetter(reason, offset);
        live.nextOffset = offset + 1;
    }

    /** The offset after the last record of a topic that is counted. */
    synchronized long nextOffset(String topic) {
        Live live = changed.get(topic);
        if (live != null) {
            return live.nextOffset;
        }
        byte[] stored = rows().get(key(topic));
        return stored == null ? 0 : LedgerRow.decode(stored).nextOffset();
    }

    synchronized void countCondensed() {
        changedLifecycle = lifecycle().plusCondensed();
    }

    synchronized void countExpired() {
        changedLifecycle = lifecycle().plusExpired();
    }

    /** Counts a conversation without an opening whose events have left. */
    synchronized void countWaiting(int events) {
        changedLifecycle = lifecycle().plusWaiting(events);
    }

    private LifecycleCounts lifecycle() {
        if (changedLifecycle != null) {
            return changedLifecycle;
        }
        byte[] stored = rows().get(LIFECYCLE_KEY);
        return stored == null ? LifecycleCounts.ZERO : LifecycleCounts.decode(stored);
    }

    private Live live(String topic) {
        Live live = changed.get(topic);
        if (live == null) {
            byte[] stored = rows().get(key(topic));
            live = new Live(stored == null ? LedgerRow.EMPTY : LedgerRow.decode(stored));
            changed.put(topic, live);
        }
        return live;
    }

    @Override
    synchronized void writeBack() {
        changed.forEach((topic, live) -> rows().put(key(topic), live.row().encode()));
        changed.clear();
        if (changedLifecycle != null) {
            rows().put(LIFECYCLE_KEY, changedLifecycle.encode());
            changedLifecycle = null;
        }
    }

    @Override
    synchronized void dropLive() {
        changed.clear();
        changedLifecycle = null;
    }

    @Override
    public synchronized void close() {
        super.close();
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (!(query instanceof LedgerQuery) && !(query instanceof LifecycleQuery)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        synchronized (this) {
            if (!isOpen()) {
                return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
            }
            return (QueryResult<R>) QueryResult.forResult(query instanceof LifecycleQuery ? lifecycle() : byTopic());
        }
    }

    private Map<String, LedgerRow> byTopic() {
        Map<String, LedgerRow> byTopic = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = rows().all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                if (row.key.equals(LIFECYCLE_KEY)) {
                    continue;
                }
                byTopic.put(new String(row.key.get(), StandardCharsets.UTF_8), LedgerRow.decode(row.value));
            }
        }
        changed.forEach((topic, live) -> byTopic.put(topic, live.row()));
        return byTopic;
    }

    private static Bytes key(String topic) {
        return Bytes.wrap(topic.getBytes(StandardCharsets.UTF_8));
    }
}
