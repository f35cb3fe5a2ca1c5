package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;

/**
 * What has become of a partition's conversations in time.
 *
 * @param expired conversations that left by retention
 * @param waitingConversations those of which no opening came and whose events left
 * @param waitingEvents the events of these
 */
public record LifecycleCounts(long condensed, long expired, long waitingConversations, long waitingEvents) {
    static final LifecycleCounts ZERO = new LifecycleCounts(0, 0, 0, 0);

    private static final int VERSION = 1;

    LifecycleCounts plusCondensed() {
        return new LifecycleCounts(condensed + 1, expired, waitingConversations, waitingEvents);
    }

    LifecycleCounts plusExpired() {
        return new LifecycleCounts(condensed, expired + 1, waitingConversations, waitingEvents);
    }

    LifecycleCounts plusWaiting(int events) {
        return new LifecycleCounts(condensed, expired, waitingConversations + 1, waitingEvents + events);
    }

    byte[] encode() {
        return new BinaryWriter(16)
                .writeByte(VERSION)
                .writeUnsigned(condensed)
                .writeUnsigned(expired)
                .writeUnsigned(waitingConversations)
                .writeUnsigned(waitingEvents)
                .toBytes();
    }

    static LifecycleCounts decode(byte[] bytes) {
        BinaryReader reader = new BinaryReader(bytes);
        UnknownVersionException.check("store ledger", reader.readByte(), VERSION, VERSION);
        return new LifecycleCounts(
                reader.readUnsigned(), reader.readUnsigned(), reader.readUnsigned(), reader.readUnsigned());
    }
}
