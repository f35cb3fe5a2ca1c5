package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.Outcome;
import java.nio.charset.StandardCharsets;
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

/** The ledger of a partition: how each record ended, counted in the transaction of the record's effect; by topic. */
final class LedgerStore extends LiveStore {
    private final Map<String, LedgerRow> changed = new TreeMap<>();

    LedgerStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
    }

    synchronized void count(String topic, long offset, Outcome outcome) {
        changed.put(topic, row(topic).plus(outcome, offset));
    }

    synchronized void countDeadLetter(String topic, long offset, Reason reason) {
        changed.put(topic, row(topic).plusDeadLetter(reason, offset));
    }

    private LedgerRow row(String topic) {
        LedgerRow row = changed.get(topic);
        if (row != null) {
            return row;
        }
        byte[] stored = rows().get(key(topic));
        return stored == null ? LedgerRow.EMPTY : LedgerRow.decode(stored);
    }

    @Override
    synchronized void writeBack() {
        changed.forEach((topic, row) -> rows().put(key(topic), row.encode()));
        changed.clear();
    }

    @Override
    synchronized void dropLive() {
        changed.clear();
    }

    @Override
    public synchronized void close() {
        super.close();
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (!(query instanceof LedgerQuery)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        synchronized (this) {
            if (!isOpen()) {
                return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
            }
            return (QueryResult<R>) QueryResult.forResult(byTopic());
        }
    }

    private Map<String, LedgerRow> byTopic() {
        Map<String, LedgerRow> byTopic = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = rows().all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                byTopic.put(new String(row.key.get(), StandardCharsets.UTF_8), LedgerRow.decode(row.value));
            }
        }
        byTopic.putAll(changed);
        return byTopic;
    }

    private static Bytes key(String topic) {
        return Bytes.wrap(topic.getBytes(StandardCharsets.UTF_8));
    }
}
