package dev.livechatmetrics.streams.conversation;

import java.util.Arrays;

/** Reads what {@link BinaryWriter} wrote. Reading past the end throws {@link ArrayIndexOutOfBoundsException}. */
public final class BinaryReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    public BinaryReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public BinaryReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    public boolean hasMore() {
        return at < end;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - at;
    }

    public int readByte() {
        return bytes[at++] & 0xFF;
    }

    public long readUnsigned() {
        return readVarint();
    }

    public long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    public long readFixed48() {
        long value = 0;
        for (int i = 0; i < 6; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    public byte[] readBytes(int length) {
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    public byte[] readSized() {
        return readBytes(Math.toIntExact(readUnsigned()));
    }

    public byte[] readRest() {
        return readBytes(end - at);
    }

    void readInto(byte[] target, int from, int length) {
        System.arraycopy(bytes, at, target, from, length);
        at += length;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
