package dev.livechatmetrics.streams.topology;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.livechatmetrics.streams.aggregate.Bucket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The first responses of a partition's conversations in order, by quarter hour and department: what finds the next
 * smallest when the smallest is taken away. A key is the quarter hour, the department's length and bytes, the first
 * response with its sign turned so that bytes sort as numbers do, and 48 bits of a hash of the conversation's id: two that share all
 * of these are not to be expected, and the index is the smaller for it. Values are empty. Used by the task's thread alone.
 */
final class FirstResponseIndex extends LiveStore {
    private static final byte[] EMPTY = {};
    private static final Hasher64 ID_HASH = Hashing.xxh3_64();
    private static final int HEADER_BYTES = Integer.BYTES + Short.BYTES;

    private static final int MAX_UNWRITTEN = 65_536;

    /** In which the rows and the index differ: keys with the value of a row that is to be put, or null to be deleted. */
    private final Map<Bytes, byte[]> unwritten = new HashMap<>();

    FirstResponseIndex(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
    }

    void add(int quarterHour, String department, long millis, byte[] conversationId) {
        differ(key(quarterHour, department, millis, hash(conversationId)), EMPTY);
    }

    void remove(int quarterHour, String department, long millis, byte[] conversationId) {
        differ(key(quarterHour, department, millis, hash(conversationId)), null);
    }

    /** A key is added only when it is not there and removed only when it is, so that the second change undoes the first. */
    private void differ(Bytes key, byte[] value) {
        if (unwritten.containsKey(key)) {
            unwritten.remove(key);
            return;
        }
        unwritten.put(key, value);
        if (unwritten.size() >= MAX_UNWRITTEN) {
            writeBack();
        }
    }

    @Override
    void writeBack() {
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(unwritten.size());
        unwritten.forEach((key, value) -> rows.add(KeyValue.pair(key, value)));
        unwritten.clear();
        writeRows(rows);
    }

    @Override
    void dropLive() {
        unwritten.clear();
    }

    /** The smallest of one department, or {@link Bucket#NO_FIRST_RESPONSE}: one seek. */
    long best(int quarterHour, String department) {
        writeBack();
        Bytes from = key(quarterHour, department, Long.MIN_VALUE, EMPTY);
        Bytes found = firstFrom(from, Bytes.wrap(after(quarterHour, department)));
        return found == null ? Bucket.NO_FIRST_RESPONSE : millis(found);
    }

    /** The smallest of all departments, or {@link Bucket#NO_FIRST_RESPONSE}: a seek for each department present. */
    long best(int quarterHour) {
        writeBack();
        Bytes end = Bytes.wrap(
                ByteBuffer.allocate(Integer.BYTES).putInt(quarterHour + 1).array());
        Bytes from = Bytes.wrap(
                ByteBuffer.allocate(Integer.BYTES).putInt(quarterHour).array());
        long best = Bucket.NO_FIRST_RESPONSE;
        for (Bytes found = firstFrom(from, end); found != null; found = firstFrom(from, end)) {
            best = Math.min(best, millis(found));
            from = Bytes.wrap(after(quarterHour, department(found)));
        }
        return best;
    }

    /** The first key at or after {@code from} and before {@code end}, or null. */
    private Bytes firstFrom(Bytes from, Bytes end) {
        if (from.compareTo(end) > 0) {
            return null;
        }
        try (KeyValueIterator<Bytes, byte[]> iterator = rows().range(from, end)) {
            Bytes found = iterator.hasNext() ? iterator.next().key : null;
            return found != null && found.compareTo(end) < 0 ? found : null;
        }
    }

    private static byte[] hash(byte[] conversationId) {
        long hash = ID_HASH.hashBytesToLong(conversationId);
        return ByteBuffer.allocate(Short.BYTES + Integer.BYTES)
                .putShort((short) (hash >>> Integer.SIZE))
                .putInt((int) hash)
                .array();
    }

    private static Bytes key(int quarterHour, String department, long millis, byte[] idHash) {
        byte[] utf8 = department.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(HEADER_BYTES + utf8.length + Long.BYTES + idHash.length)
                .putInt(quarterHour)
                .putShort((short) utf8.length)
                .put(utf8)
                .putLong(millis ^ Long.MIN_VALUE)
                .put(idHash)
                .array());
    }

    /** A key that sorts after every one of that department: no first response is as large. */
    private static byte[] after(int quarterHour, String department) {
        return key(quarterHour, department, Long.MAX_VALUE, EMPTY).get();
    }

    private static long millis(Bytes key) {
        ByteBuffer buffer = ByteBuffer.wrap(key.get());
        return buffer.getLong(HEADER_BYTES + buffer.getShort(Integer.BYTES)) ^ Long.MIN_VALUE;
    }

    private static String department(Bytes key) {
        int length = ByteBuffer.wrap(key.get()).getShort(Integer.BYTES);
        return new String(key.get(), HEADER_BYTES, length, StandardCharsets.UTF_8);
    }
}
