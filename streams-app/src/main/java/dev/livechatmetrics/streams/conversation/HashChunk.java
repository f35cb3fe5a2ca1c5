package dev.livechatmetrics.streams.conversation;

import java.util.function.LongConsumer;

/** A run of hashes of identities: what a deleted conversation keeps of its events. */
final class HashChunk {
    static final int COMPLETE = 64;

    private final BinaryWriter bytes = new BinaryWriter(128);

    boolean isComplete() {
        return bytes.size() >= COMPLETE * Long.BYTES;
    }

    byte[] toBytes() {
        return bytes.toBytes();
    }

    void append(long hash) {
        bytes.writeFixed64(hash);
    }

    static void forEach(byte[] chunk, LongConsumer consumer) {
        BinaryReader reader = new BinaryReader(chunk);
        while (reader.hasMore()) {
            consumer.accept(reader.readFixed64());
        }
    }
}
