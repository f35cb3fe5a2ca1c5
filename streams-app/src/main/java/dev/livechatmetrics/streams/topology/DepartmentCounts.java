package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** How many conversations each department has: a row each, so that all are had at the cost of one row a department. */
final class DepartmentCounts {
    /** The first byte of these rows, and of none after them. */
    private static final byte KIND = 1;

    private static final Bytes START = Bytes.wrap(new byte[] {KIND});
    private static final Bytes END = Bytes.wrap(new byte[] {KIND + 1});
    private static final int VERSION = 1;

    private final KeyValueStore<Bytes, byte[]> rows;

    /** Those that differ from their rows. */
    private final Map<String, Long> changed = new HashMap<>();

    DepartmentCounts(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    void add(String department, long change) {
        Long known = changed.get(department);
        changed.put(department, (known == null ? written(department) : known) + change);
    }

    SortedMap<String, Long> now() {
        SortedMap<String, Long> now = written();
        now.putAll(changed);
        now.values().removeIf(count -> count == 0);
        return now;
    }

    SortedMap<String, Long> written() {
        SortedMap<String, Long> written = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> iterator = rows.range(START, END)) {
            while (iterator.hasNext()) {
                KeyValue<Bytes, byte[]> row = iterator.next();
                byte[] key = row.key.get();
                written.put(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), decode(row.value));
            }
        }
        return written;
    }

    /** Adds the rows that have changed, a null value for one that is to be deleted. */
    void writeTo(List<KeyValue<Bytes, byte[]>> changedRows) {
        changed.forEach((department, count) ->
                changedRows.add(KeyValue.pair(key(department), count == 0 ? null : encode(count))));
        changed.clear();
    }

    void dropLive() {
        changed.clear();
    }

    private long written(String department) {
        byte[] row = rows.get(key(department));
        return row == null ? 0 : decode(row);
    }

    private static Bytes key(String department) {
        byte[] utf8 = department.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + utf8.length).put(KIND).put(utf8).array());
    }

    private static byte[] encode(long count) {
        return new BinaryWriter(6).writeByte(VERSION).writeUnsigned(count).toBytes();
    }

    private static long decode(byte[] row) {
        BinaryReader reader = new BinaryReader(row);
        UnknownVersionException.check("store openings", reader.readByte(), VERSION, VERSION);
        return reader.readUnsigned();
    }
}
