package dev.livechatmetrics.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of a bucket's row: whose it is (all departments, or one: its id's length and bytes) and the number of the day
 * or the quarter hour, so that the rows of one department follow each other in time.
 */
final class BucketKey {
    private static final byte ALL = 0;
    private static final byte ONE = 1;
    private static final byte[] ALL_SCOPE = {ALL};

    private BucketKey() {}

    /** The first part of the key: of all departments where null. */
    static byte[] scope(String department) {
        if (department == null) {
            return ALL_SCOPE;
        }
        byte[] utf8 = department.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Short.BYTES + utf8.length)
                .put(ONE)
                .putShort((short) utf8.length)
                .put(utf8)
                .array();
    }

    static Bytes of(byte[] scope, int number) {
        return Bytes.wrap(ByteBuffer.allocate(scope.length + Integer.BYTES)
                .put(scope)
                .putInt(number)
                .array());
    }

    /** Whether it is the key of a bucket, and not of what a store notes of itself. */
    static boolean isBucket(Bytes key) {
        byte first = key.get()[0];
        return first == ALL || first == ONE;
    }

    static int number(Bytes key) {
        return ByteBuffer.wrap(key.get()).getInt(key.get().length - Integer.BYTES);
    }

    /** Whose bucket it is: a department's id, or null for all. */
    static String department(Bytes key) {
        byte[] bytes = key.get();
        if (bytes[0] == ALL) {
            return null;
        }
        int idAt = 1 + Short.BYTES;
        return new String(bytes, idAt, bytes.length - idAt - Integer.BYTES, StandardCharsets.UTF_8);
    }
}
