package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;

/**
 * What a stretch of time holds for one department or for all: the sums and the smallest first response. Buckets of
 * disjoint sets of conversations merge exactly.
 *
 * @param bestFirstResponseMillis the smallest first response that is not 0, or {@link #NO_FIRST_RESPONSE}
 */
public record Bucket(Aggregate sums, long bestFirstResponseMillis) {
    public static final long NO_FIRST_RESPONSE = Long.MAX_VALUE;

    public static final Bucket EMPTY = new Bucket(Aggregate.ZERO, NO_FIRST_RESPONSE);

    private static final int VERSION = 1;

    public Bucket merge(Bucket other) {
        return new Bucket(sums.plus(other.sums), Math.min(bestFirstResponseMillis, other.bestFirstResponseMillis));
    }

    public boolean isEmpty() {
        return sums.conversations() == 0;
    }

    public byte[] encode() {
        BinaryWriter writer = new BinaryWriter(48).writeByte(VERSION);
        sums.encode(writer);
        if (sums.firstResponses() > 0) {
            writer.writeSigned(bestFirstResponseMillis);
        }
        return writer.toBytes();
    }

    public static Bucket decode(byte[] bytes) {
        BinaryReader reader = new BinaryReader(bytes);
        UnknownVersionException.check(
                "stores department-days or department-quarter-hours", reader.readByte(), VERSION, VERSION);
        Aggregate sums = Aggregate.decode(reader);
        return new Bucket(sums, sums.firstResponses() > 0 ? reader.readSigned() : NO_FIRST_RESPONSE);
    }
}
