package dev.livechatmetrics.cli.bring;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Closeable;
import java.io.IOException;

/**
 * Which rooms are livechats, for messages do not say it of theirs. 64-bit hashes (XXH3) of the rooms' ids in tables in
 * temporary files: the heap stays the same however many rooms there are. Two ids of a hundred million share a hash with a
 * chance of 3·10⁻⁴; what is asked, whether a given id of a channel has the hash of a livechat, is right more often still.
 */
final class RoomIndex implements Closeable {
    private static final int TABLES_BITS = 4;

    private final HashTableFile[] tables = new HashTableFile[1 << TABLES_BITS];
    private long size;

    RoomIndex() throws IOException {
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new HashTableFile();
        }
    }

    void add(byte[] roomId) throws IOException {
        long hash = hash(roomId);
        if (table(hash).add(hash)) {
            size++;
        }
    }

    boolean contains(byte[] roomId) {
        long hash = hash(roomId);
        return table(hash).contains(hash);
    }

    /** How many rooms were added. */
    long size() {
        return size;
    }

    private static long hash(byte[] roomId) {
        return Hashing.xxh3_64().hashBytesToLong(roomId);
    }

    private HashTableFile table(long hash) {
        return tables[(int) (hash >>> (Long.SIZE - TABLES_BITS))];
    }

    @Override
    public void close() throws IOException {
        for (HashTableFile table : tables) {
            table.close();
        }
    }
}
