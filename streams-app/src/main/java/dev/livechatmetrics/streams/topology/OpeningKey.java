package dev.livechatmetrics.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The place of a conversation among all: by the time of its opening, and of one time by the bytes of its id.
 *
 * @param atMillis when it was opened, since the epoch and not before
 */
public record OpeningKey(long atMillis, String conversationId) implements Comparable<OpeningKey> {
    /** The first byte of the rows of openings. */
    static final byte KIND = 0;

    private static final int HEADER_BYTES = 1 + Long.BYTES;

    @Override
    public int compareTo(OpeningKey other) {
        int byTime = Long.compare(atMillis, other.atMillis);
        return byTime != 0 ? byTime : Arrays.compareUnsigned(utf8(conversationId), utf8(other.conversationId));
    }

    Bytes bytes() {
        return bytes(atMillis, utf8(conversationId));
    }

    static Bytes bytes(long atMillis, byte[] conversationId) {
        return Bytes.wrap(ByteBuffer.allocate(HEADER_BYTES + conversationId.length)
                .put(KIND)
                .putLong(atMillis)
                .put(conversationId)
                .array());
    }

    /** Sorts before every one of that instant, and after all that are earlier. */
    static Bytes start(long atMillis) {
        return Bytes.wrap(ByteBuffer.allocate(HEADER_BYTES)
                .put(KIND)
                .putLong(Math.max(0, atMillis))
                .array());
    }

    static OpeningKey of(Bytes key) {
        byte[] bytes = key.get();
        String id = new String(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, StandardCharsets.UTF_8);
        return new OpeningKey(ByteBuffer.wrap(bytes).getLong(1), id);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
