package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.util.Arrays;

/**
 * How the times of some conversations are distributed: for each figure how many are in each of {@link LogBins}. Counts are
 * whole numbers, so that sketches of disjoint sets of conversations add up exactly, and what a conversation adds is taken
 * away exactly. Changed in place; not thread-safe.
 */
public final class Sketch {
    private static final int VERSION = 1;

    /** A power of two above twice the number of bins: a place is a figure's number times this, and its bin above the middle. */
    private static final int PLACES_OF_A_FIGURE = 8_192;

    private static final int PLACES = PLACES_OF_A_FIGURE * TimeFigure.ALL.length;
    private static final int MIDDLE = PLACES_OF_A_FIGURE / 2;
    private static final int USUAL = 4;

    /** Ascending; with a count that is not 0 for each. */
    private int[] places = new int[USUAL];

    private long[] counts = new long[USUAL];
    private int size;

    public boolean isEmpty() {
        return size == 0;
    }

    /** The memory that it takes, about. */
    public int bytes() {
        return 80 + 12 * places.length;
    }

    public Sketch copy() {
        Sketch copy = new Sketch();
        copy.places = Arrays.copyOf(places, Math.max(USUAL, size));
        copy.counts = Arrays.copyOf(counts, copy.places.length);
        copy.size = size;
        return copy;
    }

    /** Has a conversation's times go from bin to bin. */
    public void add(BinMoves moves) {
        for (int place : moves.left()) {
            add(place, -1);
        }
        for (int place : moves.entered()) {
            add(place, 1);
        }
    }

    /** Adds one figure of another, or takes away where {@code times} is -1. */
    public void add(Sketch other, TimeFigure figure, int times) {
        int end = other.end(figure);
        for (int at = other.start(figure); at < end; at++) {
            add(other.places[at], times * other.counts[at]);
        }
    }

    private void add(int place, long count) {
        int at = Arrays.binarySearch(places, 0, size, place);
        if (at < 0) {
            insert(-at - 1, place, count);
        } else if (counts[at] + count == 0) {
            size--;
            System.arraycopy(places, at + 1, places, at, size - at);
            System.arraycopy(counts, at + 1, counts, at, size - at);
        } else {
            counts[at] += count;
        }
    }

    private void insert(int at, int place, long count) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size + size / 2 + 1);
            counts = Arrays.copyOf(counts, places.length);
        }
        System.arraycopy(places, at, places, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        places[at] = place;
        counts[at] = count;
        size++;
    }

    static int place(TimeFigure figure, int bin) {
        return figure.place() * PLACES_OF_A_FIGURE + MIDDLE + bin;
    }

    private int start(TimeFigure figure) {
        int at = Arrays.binarySearch(places, 0, size, figure.place() * PLACES_OF_A_FIGURE);
        return at < 0 ? -at - 1 : at;
    }

    private int end(TimeFigure figure) {
        int at = Arrays.binarySearch(places, 0, size, (figure.place() + 1) * PLACES_OF_A_FIGURE);
        return at < 0 ? -at - 1 : at;
    }

    private double middle(int at) {
        return LogBins.middle(places[at] % PLACES_OF_A_FIGURE - MIDDLE);
    }

    /** How many conversations have the figure. */
    public long count(TimeFigure figure) {
        long count = 0;
        int end = end(figure);
        for (int at = start(figure); at < end; at++) {
            count += counts[at];
        }
        return count;
    }

    /**
     * The percentile by nearest rank: the smallest number that is not less than so many hundredths of all, to within 1 % of
     * it. Must not be asked where there is none.
     *
     * @return in the figure's units
     */
    public double percentile(TimeFigure figure, int percent) {
        long rank = (count(figure) * percent + 99) / 100;
        int end = end(figure);
        for (int at = start(figure); at < end; at++) {
            rank -= counts[at];
            if (rank <= 0) {
                return middle(at);
            }
        }
        throw new IllegalStateException("no conversation has " + figure);
    }

    /** How many are not above a number; those within 1 % of it may be taken for either. */
    public long within(TimeFigure figure, long most) {
        long count = 0;
        int end = end(figure);
        for (int at = start(figure); at < end && middle(at) <= most; at++) {
            count += counts[at];
        }
        return count;
    }

    public byte[] encode() {
        BinaryWriter writer = new BinaryWriter(1 + 3 * size).writeByte(VERSION);
        int before = 0;
        for (int at = 0; at < size; at++) {
            writer.writeUnsigned(places[at] - before).writeSigned(counts[at]);
            before = places[at];
        }
        return writer.toBytes();
    }

    /**
     * From its row.
     *
     * @throws UnknownVersionException where another build wrote it
     * @throws IllegalStateException where it is no sketch
     */
    public static Sketch decode(byte[] bytes) {
        BinaryReader reader = new BinaryReader(bytes);
        UnknownVersionException.check("store sketches", reader.readByte(), VERSION, VERSION);
        Sketch sketch = new Sketch();
        long place = 0;
        while (reader.hasMore()) {
            long step = reader.readUnsigned();
            long count = reader.readSigned();
            boolean inOrder = step > 0 && step < PLACES - place;
            place += step;
            if (!inOrder || count == 0) {
                throw new IllegalStateException("a sketch has a place out of its order");
            }
            sketch.insert(sketch.size, (int) place, count);
        }
        return sketch;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch that
                && size == that.size
                && Arrays.equals(places, 0, size, that.places, 0, size)
                && Arrays.equals(counts, 0, size, that.counts, 0, size);
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int at = 0; at < size; at++) {
            hash = 31 * hash + places[at] + Long.hashCode(counts[at]);
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Sketch");
        for (int at = 0; at < size; at++) {
            text.append(' ').append(places[at]).append('×').append(counts[at]);
        }
        return text.toString();
    }
}
