package dev.livechatmetrics.streams.conversation;

import java.util.Arrays;

/** Appends bytes, variable-length integers (7 bits a byte, low first; zigzag where signed) and texts to an array. */
public final class BinaryWriter {
    private byte[] bytes;
    private int size;

    public BinaryWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public BinaryWriter writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** An integer that is never negative, in 1 to 9 bytes. */
    public BinaryWriter writeUnsigned(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        return writeVarint(value);
    }

    /** Any integer, small magnitudes in few bytes. */
    public BinaryWriter writeSigned(long value) {
        return writeVarint((value << 1) ^ (value >> 63));
    }

    /** The low six bytes, high first. */
    public BinaryWriter writeFixed48(long value) {
        ensure(6);
        for (int shift = 40; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public BinaryWriter writeBytes(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }

    /** A length and the bytes. */
    public BinaryWriter writeSized(byte[] source) {
        return writeUnsigned(source.length).writeBytes(source, 0, source.length);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private BinaryWriter writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
