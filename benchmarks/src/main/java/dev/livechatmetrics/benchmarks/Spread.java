package dev.livechatmetrics.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The median of what was measured in several rounds, and the narrowest interval between two of the figures that has the
 * true median in it with a certainty of at least 90 %, whatever their distribution; the widest, where the rounds are too
 * few for that.
 *
 * @param certainty that the true median is from {@code low} to {@code high}: 0.94 of five rounds' ends
 */
record Spread(double median, double low, double high, double certainty) {
    private static final double LEAST = 0.9;

    static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int left = 0;
        while (left + 1 <= (sorted.length - 1) / 2 && certainty(sorted.length, left + 1) >= LEAST) {
            left++;
        }
        return new Spread(
                median(sorted), sorted[left], sorted[sorted.length - 1 - left], certainty(sorted.length, left));
    }

    /**
     * The figures fall below the true median as a coin falls: the interval without {@code left} figures on each side
     * misses it where at most so many fall on one side.
     */
    static double certainty(int figures, int left) {
        double ways = 1;
        double missing = 0;
        for (int below = 0; below <= left; below++) {
            missing += ways;
            ways = ways * (figures - below) / (below + 1);
        }
        return Math.max(0, 1 - 2 * missing / Math.pow(2, figures));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
