package dev.livechatmetrics.streams.aggregate;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The buckets of a chart's points, to which others can be added: two arrays instead of three objects a point, as every
 * question makes one for each partition. A list to those who read it. Not thread-safe.
 */
public final class BucketSums extends AbstractList<Bucket> implements RandomAccess {
    private final long[] sums;
    private final long[] best;

    /** So many empty ones. */
    public BucketSums(int points) {
        sums = new long[points * Aggregate.FIGURES];
        best = new long[points];
        Arrays.fill(best, Bucket.NO_FIRST_RESPONSE);
    }

    /** Adds a bucket of other conversations to that of a point. */
    public void add(int point, RunningBucket bucket) {
        bucket.addTo(sums, point * Aggregate.FIGURES);
        best[point] = Math.min(best[point], bucket.bestFirstResponseMillis());
    }

    /** Adds the buckets of other conversations at as many points. */
    public void add(List<Bucket> others) {
        if (others instanceof BucketSums partial) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += partial.sums[i];
            }
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.min(best[i], partial.best[i]);
            }
        } else {
            for (int i = 0; i < best.length; i++) {
                add(i, new RunningBucket(others.get(i)));
            }
        }
    }

    @Override
    public Bucket get(int point) {
        return new Bucket(Aggregate.of(sums, point * Aggregate.FIGURES), best[point]);
    }

    @Override
    public int size() {
        return best.length;
    }
}
