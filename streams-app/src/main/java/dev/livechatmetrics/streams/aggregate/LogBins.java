package dev.livechatmetrics.streams.aggregate;

/**
 * Bins whose bounds grow by one and the same ratio, as DDSketch has them, so that any number in a bin is within
 * {@link #ERROR} of the one that stands for it. Bin i holds the whole numbers above γ^(i-1) up to γ^i; a negative number is
 * in the mirrored bin, by its absolute value.
 *
 * <p>A bound is a whole number from {@code StrictMath}, which gives the same on every machine and in every version of Java:
 * a number that was counted by one instance is found in the same bin by another, which takes it back.
 */
final class LogBins {
    /** Relative to the number. */
    static final double ERROR = 0.01;

    /** No bin: of the number 0, which is in none. */
    static final int NONE = Integer.MIN_VALUE;

    private static final double GAMMA = (1 + ERROR) / (1 - ERROR);

    /** The largest number of each bin; the last is in a bin with all that are larger. */
    private static final long[] UPPER = upperBounds();

    /** For each power of two the bin in which it is. */
    private static final int[] FIRST_OF_OCTAVE = firstOfOctaves();

    static final int MOST = UPPER.length;

    private LogBins() {}

    private static long[] upperBounds() {
        int bins = (int) StrictMath.ceil(StrictMath.log((double) Long.MAX_VALUE) / StrictMath.log(GAMMA)) + 1;
        long[] bounds = new long[bins];
        for (int bin = 0; bin < bins - 1; bin++) {
            bounds[bin] = (long) StrictMath.pow(GAMMA, bin);
        }
        bounds[bins - 1] = Long.MAX_VALUE;
        return bounds;
    }

    private static int[] firstOfOctaves() {
        int[] first = new int[Long.SIZE];
        for (int octave = 0; octave < first.length; octave++) {
            first[octave] = octave == Long.SIZE - 1 ? UPPER.length - 1 : search(1L << octave, 0, UPPER.length - 1);
        }
        return first;
    }

    /** From -{@link #MOST} to {@link #MOST}, in the order of the numbers: 1 and more of positive ones, -1 and less of negative. */
    static int of(long number) {
        if (number == 0) {
            return NONE;
        }
        long size = number == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(number);
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(size);
        int bin = 1 + search(size, FIRST_OF_OCTAVE[octave], FIRST_OF_OCTAVE[octave + 1]);
        return number > 0 ? bin : -bin;
    }

    /** The first bin, from 0 on, whose largest number is not less. */
    private static int search(long size, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (UPPER[middle] < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number that stands for all of a bin. */
    static double middle(int bin) {
        double upper = StrictMath.pow(GAMMA, Math.abs(bin) - 1);
        double middle = 2 * upper / (GAMMA + 1);
        return bin > 0 ? middle : -middle;
    }
}
