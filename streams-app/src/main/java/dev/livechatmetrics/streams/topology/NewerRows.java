package dev.livechatmetrics.streams.topology;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Rows of a store with changes that are yet to be written, as if they were: those of both in the order of their keys. */
final class NewerRows {
    private final KeyValueStore<Bytes, byte[]> rows;
    private final NavigableMap<Bytes, byte[]> newer;

    /** Wants to go on, or not. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(Bytes key, byte[] value);
    }

    /** {@code newer}: a null value deletes its row. */
    NewerRows(KeyValueStore<Bytes, byte[]> rows, NavigableMap<Bytes, byte[]> newer) {
        this.rows = rows;
        this.newer = newer;
    }

    /** Visits rows from a key on and before another; whether the visitor wanted all. */
    boolean forEach(Bytes from, Bytes before, Visitor visitor) {
        if (from.compareTo(before) >= 0) {
            return true;
        }
        Iterator<Map.Entry<Bytes, byte[]>> changes =
                newer.subMap(from, true, before, false).entrySet().iterator();
        try (KeyValueIterator<Bytes, byte[]> stored = rows.range(from, before)) {
            Map.Entry<Bytes, byte[]> change = next(changes);
            KeyValue<Bytes, byte[]> row = next(stored, before);
            while (change != null || row != null) {
                int order =
                        change == null ? 1 : row == null ? -1 : change.getKey().compareTo(row.key);
                Bytes key = order <= 0 ? change.getKey() : row.key;
                byte[] value = order <= 0 ? change.getValue() : row.value;
                if (value != null && !visitor.visit(key, value)) {
                    return false;
                }
                change = order <= 0 ? next(changes) : change;
                row = order >= 0 ? next(stored, before) : row;
            }
            return true;
        }
    }

    private static Map.Entry<Bytes, byte[]> next(Iterator<Map.Entry<Bytes, byte[]>> changes) {
        return changes.hasNext() ? changes.next() : null;
    }

    private static KeyValue<Bytes, byte[]> next(KeyValueIterator<Bytes, byte[]> stored, Bytes before) {
        KeyValue<Bytes, byte[]> row = stored.hasNext() ? stored.next() : null;
        return row == null || row.key.equals(before) ? null : row;
    }
}
