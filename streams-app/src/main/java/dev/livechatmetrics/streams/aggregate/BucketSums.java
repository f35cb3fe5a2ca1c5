package dev.livechatmetrics.streams.aggregate;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/**
 * The buckets of a chart's points, to which others can be added: two arrays instead of three objects a point, as every
 * question makes one for each partition, and in them no more than the figures that the chart wants. A list to those who
 * read it, with 0 for every other figure; the smallest first response is always there. Not thread-safe.
 */
public final class BucketSums extends AbstractList<Bucket> implements RandomAccess {
    public static final Set<Figure> ALL = Set.copyOf(EnumSet.allOf(Figure.class));

    /** In the order of their places. */
    private static final Figure[] FIGURES = Figure.values();

    /** Which figures there are for each point, by their place in an {@link Aggregate}, in its order. */
    private final int[] columns;

    private final long[] sums;
    private final long[] best;

    /** So many empty ones, with all figures. */
    public BucketSums(int points) {
        this(points, ALL);
    }

    /** So many empty ones. */
    public BucketSums(int points, Set<Figure> figures) {
        columns = columns(figures);
        sums = new long[points * columns.length];
        best = new long[points];
        Arrays.fill(best, Bucket.NO_FIRST_RESPONSE);
    }

    /** No stream: every question asks this for each partition. */
    private static int[] columns(Set<Figure> figures) {
        int[] columns = new int[figures.size()];
        int column = 0;
        for (Figure figure : FIGURES) {
            if (figures.contains(figure)) {
                columns[column++] = figure.place();
            }
        }
        return columns;
    }

    /** Adds a bucket of other conversations to that of a point. */
    public void add(int point, RunningBucket bucket) {
        int at = point * columns.length;
        for (int column : columns) {
            sums[at++] += bucket.figure(column);
        }
        best[point] = Math.min(best[point], bucket.bestFirstResponseMillis());
    }

    /**
     * Adds the buckets of other conversations at as many points.
     *
     * @throws IllegalArgumentException where they have not all of these figures, or not as many points
     */
    public void add(List<Bucket> others) {
        if (others.size() != best.length) {
            throw new IllegalArgumentException(others.size() + " points added to " + best.length);
        }
        if (others instanceof BucketSums partial && Arrays.equals(columns, partial.columns)) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += partial.sums[i];
            }
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.min(best[i], partial.best[i]);
            }
            return;
        }
        if (others instanceof BucketSums partial && !partial.hasAll(columns)) {
            throw new IllegalArgumentException(
                    "figures " + Arrays.toString(columns) + " are not all in " + Arrays.toString(partial.columns));
        }
        for (int i = 0; i < best.length; i++) {
            add(i, new RunningBucket(others.get(i)));
        }
    }

    private boolean hasAll(int[] wanted) {
        return Arrays.stream(wanted).allMatch(column -> Arrays.binarySearch(columns, column) >= 0);
    }

    /**
     * One figure of every point.
     *
     * @throws IllegalArgumentException where it is not among these figures
     */
    public long[] sums(Figure figure) {
        int column = Arrays.binarySearch(columns, figure.place());
        if (column < 0) {
            throw new IllegalArgumentException(figure + " is not in " + Arrays.toString(columns));
        }
        long[] ofPoints = new long[best.length];
        for (int point = 0; point < ofPoints.length; point++) {
            ofPoints[point] = sums[point * columns.length + column];
        }
        return ofPoints;
    }

    /** The smallest first response of a point, or {@link Bucket#NO_FIRST_RESPONSE}. */
    public long bestMillis(int point) {
        return best[point];
    }

    @Override
    public Bucket get(int point) {
        long[] figures = new long[Aggregate.FIGURES];
        int at = point * columns.length;
        for (int column : columns) {
            figures[column] = sums[at++];
        }
        return new Bucket(Aggregate.of(figures), best[point]);
    }

    @Override
    public int size() {
        return best.length;
    }
}
