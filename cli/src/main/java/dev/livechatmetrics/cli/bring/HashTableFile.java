package dev.livechatmetrics.cli.bring;

import java.io.Closeable;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A set of 64-bit hashes by open addressing in a mapped temporary file, half full at most; when it is, all move to one of
 * twice the size. 2²⁷ places of 8 bytes are as many as one mapping can have.
 */
final class HashTableFile implements Closeable {
    private static final int FIRST_PLACES = 1 << 12;
    private static final int MOST_PLACES = 1 << 27;

    /** Stands in an empty place, so that a hash of 0 is kept as 1. */
    private static final long EMPTY = 0;

    private FileChannel file;
    private LongBuffer places;
    private int used;

    HashTableFile() throws IOException {
        open(FIRST_PLACES);
    }

    private void open(int count) throws IOException {
        Path path = Files.createTempFile("livechat-metrics-rooms-", ".tmp");
        FileChannel opened = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        places = opened.map(FileChannel.MapMode.READ_WRITE, 0, (long) count * Long.BYTES)
                .asLongBuffer();
        used = 0;
        file = opened;
    }

    /** False where it was there. */
    boolean add(long hash) throws IOException {
        if (used * 2L >= places.capacity()) {
            grow();
        }
        long kept = kept(hash);
        int place = place(kept);
        if (places.get(place) == kept) {
            return false;
        }
        places.put(place, kept);
        used++;
        return true;
    }

    boolean contains(long hash) {
        long kept = kept(hash);
        return places.get(place(kept)) == kept;
    }

    private static long kept(long hash) {
        return hash == EMPTY ? 1 : hash;
    }

    /** Where it is, or the empty place where it would be. */
    private int place(long kept) {
        int mask = places.capacity() - 1;
        int place = (int) kept & mask;
        while (places.get(place) != kept && places.get(place) != EMPTY) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() throws IOException {
        if (places.capacity() == MOST_PLACES) {
            throw new IOException("more than a thousand million rooms");
        }
        LongBuffer old = places;
        FileChannel oldFile = file;
        open(old.capacity() * 2);
        for (int i = 0; i < old.capacity(); i++) {
            long kept = old.get(i);
            if (kept != EMPTY) {
                places.put(place(kept), kept);
                used++;
            }
        }
        oldFile.close();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
