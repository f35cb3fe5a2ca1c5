package dev.livechatmetrics.streams.conversation;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.livechatmetrics.schemas.event.EventType;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which events a conversation has seen: a set of 64-bit hashes of type and identity, each with a small tag, in open
 * addressing. Two identities of one conversation share a hash with a probability below n²/2⁶⁵: about 10⁻⁹ for a hundred
 * million conversations of 14 events taken together.
 */
final class IdentityIndex {
    private static final Map<EventType, Hasher64> BY_TYPE = new EnumMap<>(EventType.class);
    private static final Hasher64 DELETED_MESSAGE = hasher(100);

    static {
        for (EventType type : EventType.values()) {
            BY_TYPE.put(type, hasher(EventCodes.of(type)));
        }
    }

    /** What {@link #tag} answers for a hash that is not in the set. */
    static final int ABSENT = -1;

    private long[] hashes = new long[16];
    private byte[] tags = new byte[16];
    private int size;

    static long hash(EventType type, byte[] identity) {
        return nonZero(BY_TYPE.get(type).hashBytesToLong(identity));
    }

    /** The hash that stands for "this message was deleted". */
    static long deletedMessageHash(byte[] messageId) {
        return nonZero(DELETED_MESSAGE.hashBytesToLong(messageId));
    }

    int tag(long hash) {
        int slot = slot(hash);
        return hashes[slot] == 0 ? ABSENT : tags[slot];
    }

    boolean contains(long hash) {
        return hashes[slot(hash)] != 0;
    }

    void add(long hash, int tag) {
        int slot = slot(hash);
        if (hashes[slot] == 0) {
            hashes[slot] = hash;
            size++;
        }
        tags[slot] = (byte) tag;
        if (size * 3 > hashes.length * 2) {
            grow();
        }
    }

    /** Called with a hash and its tag. */
    interface Visitor {
        void visit(long hash, int tag);
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] != 0) {
                visitor.visit(hashes[i], tags[i]);
            }
        }
    }

    int memoryBytes() {
        return hashes.length * 9;
    }

    /**
     * Seeds far apart: XXH3 of texts up to three bytes is the text XOR the seed, mixed, so that small seeds make texts that
     * differ in their last byte collide across types.
     */
    private static Hasher64 hasher(int code) {
        return Hashing.xxh3_64((code + 1) * 0x9E37_79B9_7F4A_7C15L);
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        byte[] oldTags = tags;
        hashes = new long[oldHashes.length * 2];
        tags = new byte[oldHashes.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                tags[slot] = oldTags[i];
            }
        }
    }

    /** 0 marks an empty slot. */
    private static long nonZero(long hash) {
        return hash == 0 ? 1 : hash;
    }
}
