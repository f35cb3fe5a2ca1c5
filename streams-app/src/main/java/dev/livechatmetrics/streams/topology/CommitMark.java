package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import org.apache.kafka.common.utils.Bytes;

/**
 * A row by which who reads a copy of a store can tell one commit from the next: a number is the first row of its commit in
 * the changelog, and the whole mark the last. A copy that has the same number in both has all of that commit and nothing of
 * the one after it.
 *
 * @param number counts the commits that have changed the store, or have said that nothing has
 * @param position how far the input was read: all before it is in the store's rows
 * @param millis the clock of the instance at the commit
 * @param firstShown the first bucket that was shown to anybody
 */
record CommitMark(long number, InputPosition position, long millis, int firstShown) {
    /** Where there is none. */
    static final CommitMark NONE = new CommitMark(0, InputPosition.START, 0, 0);

    /** No bucket's keys: those begin with 0 or 1. */
    static final Bytes BEGUN_KEY = Bytes.wrap(new byte[] {(byte) 0xFE, 0});

    static final Bytes DONE_KEY = Bytes.wrap(new byte[] {(byte) 0xFE, 1});

    private static final int VERSION = 1;

    byte[] encode() {
        return new BinaryWriter(40)
                .writeByte(VERSION)
                .writeUnsigned(number)
                .writeUnsigned(position.conversations())
                .writeUnsigned(position.messages())
                .writeUnsigned(millis)
                .writeUnsigned(firstShown)
                .toBytes();
    }

    /** {@link #NONE} where there is no row. */
    static CommitMark decode(byte[] row) {
        if (row == null) {
            return NONE;
        }
        BinaryReader reader = reader(row);
        return new CommitMark(
                reader.readUnsigned(),
                new InputPosition(reader.readUnsigned(), reader.readUnsigned()),
                reader.readUnsigned(),
                Math.toIntExact(reader.readUnsigned()));
    }

    static byte[] encodeNumber(long number) {
        return new BinaryWriter(10).writeByte(VERSION).writeUnsigned(number).toBytes();
    }

    /** 0 where there is no row. */
    static long decodeNumber(byte[] row) {
        return row == null ? 0 : reader(row).readUnsigned();
    }

    private static BinaryReader reader(byte[] row) {
        BinaryReader reader = new BinaryReader(row);
        UnknownVersionException.check("commit marks of a bucket store", reader.readByte(), VERSION, VERSION);
        return reader;
    }
}
