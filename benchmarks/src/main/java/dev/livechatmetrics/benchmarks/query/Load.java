package dev.livechatmetrics.benchmarks.query;

import java.util.Arrays;

/**
 * What came of asking again and again for a while.
 *
 * @param p50Micros half of the answers took no longer
 */
record Load(double requestsASecond, double p50Micros, double p99Micros) {
    private static final double SECOND_NANOS = 1e9;
    private static final double MICRO_NANOS = 1e3;

    /** Of one connection, from the time of each answer. */
    static Load of(long[] nanos, long elapsedNanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Load(sorted.length * SECOND_NANOS / elapsedNanos, percentile(sorted, 50), percentile(sorted, 99));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length - 1L) * percent / 100)] / MICRO_NANOS;
    }
}
