package dev.livechatmetrics.streams.conversation;

import java.util.function.LongConsumer;

/**
 * A run of hashes of identities, 48 bits each: what a condensed or deleted conversation keeps of its events. Nothing known
 * is ever taken for new; a new event is taken for a known one of fourteen with a chance of 5·10⁻¹⁴.
 */
final class HashChunk {
    static final int COMPLETE = 64;
    static final int HASH_BYTES = 6;

    private static final long MASK = (1L << (HASH_BYTES * 8)) - 1;

    private final BinaryWriter bytes = new BinaryWriter(128);

    /** What is kept of a hash, or of what was kept of it; never 0. */
    static long kept(long hash) {
        long kept = hash & MASK;
        return kept == 0 ? 1 : kept;
    }

    boolean isComplete() {
        return bytes.size() >= COMPLETE * HASH_BYTES;
    }

    int sizeBytes() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toBytes();
    }

    void append(long kept) {
        bytes.writeFixed48(kept);
    }

    static void forEach(byte[] chunk, LongConsumer consumer) {
        BinaryReader reader = new BinaryReader(chunk);
        while (reader.hasMore()) {
            consumer.accept(reader.readFixed48());
        }
    }
}
