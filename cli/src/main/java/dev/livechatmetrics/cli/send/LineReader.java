package dev.livechatmetrics.cli.send;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of bytes, one at a time in one buffer, which grows to the longest line and no further than
 * {@value #MAX_LINE_BYTES} bytes. A longer line is read over and reported as {@link #tooLong()}.
 */
public final class LineReader {
    /** As long as a document of MongoDB's may be; with the shorter one that it grew from it fits into a small heap. */
    public static final int MAX_LINE_BYTES = 16 << 20;

    private final InputStream input;
    private final int maxLineBytes;
    private byte[] buffer;
    private int lineStart;
    private int lineEnd;
    private int next;
    private int filled;
    private boolean tooLong;
    private long number;

    LineReader(InputStream input) {
        this(input, MAX_LINE_BYTES);
    }

    LineReader(InputStream input, int maxLineBytes) {
        this.input = input;
        this.maxLineBytes = maxLineBytes;
        this.buffer = new byte[Math.min(64 << 10, maxLineBytes + 2)];
    }

    /** Goes to the next line; false where there is none. */
    public boolean next() throws IOException {
        lineStart = next;
        tooLong = false;
        int searched = next;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return line(i, i + 1);
                }
            }
            searched = filled;
            if (filled - lineStart > maxLineBytes) {
                tooLong = true;
                filled = lineStart;
                searched = lineStart;
            }
            searched -= makeRoom();
            int read = input.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                return (filled > lineStart || tooLong) && line(filled, filled);
            }
            filled += read;
        }
    }

    private boolean line(int end, int after) {
        lineEnd = end;
        next = after;
        tooLong |= end - lineStart > maxLineBytes;
        number++;
        return true;
    }

    /** Moves the line begun to the front, or makes the buffer longer; by how many bytes what is in it has moved. */
    private int makeRoom() {
        if (filled < buffer.length && filled > lineStart) {
            return 0;
        }
        int moved = lineStart;
        if (moved > 0) {
            System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
            filled -= moved;
            lineStart = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, maxLineBytes + 2L));
        }
        return moved;
    }

    /** The number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Whether the line was longer than may be; then its bytes are not there. */
    public boolean tooLong() {
        return tooLong;
    }

    /** Holds the line until the next call of {@link #next()}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where in it the line begins. */
    public int offset() {
        return lineStart;
    }

    /** Of the line in bytes, without its line feed. */
    public int length() {
        return lineEnd - lineStart;
    }

    /** Whether nothing but white space stands in the line. */
    public boolean blank() {
        for (int i = lineStart; i < lineEnd; i++) {
            byte b = buffer[i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return !tooLong;
    }
}
