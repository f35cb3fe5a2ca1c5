package dev.livechatmetrics.benchmarks.query;

import java.util.Arrays;

/**
 * What came of asking again and again for a while.
 *
 * @param p50Micros half of the answers took no longer
 */
record Load(double requestsASecond, double p50Micros, double p99Micros) {
    /** So that no answer is in vain. */
    @SuppressWarnings("unused")
    private static volatile Object answered;

    private static final double SECOND_NANOS = 1e9;
    private static final double MICRO_NANOS = 1e3;

    /** Of one thread that asks for some seconds. */
    static <E extends Exception> Load measured(int seconds, Asking<E> asking) throws E {
        long[] nanos = new long[1 << 16];
        int answers = 0;
        long startNanos = System.nanoTime();
        long nowNanos = startNanos;
        while (nowNanos - startNanos < seconds * SECOND_NANOS) {
            answered = asking.ask();
            long afterNanos = System.nanoTime();
            if (answers == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * answers);
            }
            nanos[answers++] = afterNanos - nowNanos;
            nowNanos = afterNanos;
        }
        return of(Arrays.copyOf(nanos, answers), nowNanos - startNanos);
    }

    private static Load of(long[] sorted, long elapsedNanos) {
        Arrays.sort(sorted);
        return new Load(sorted.length * SECOND_NANOS / elapsedNanos, percentile(sorted, 50), percentile(sorted, 99));
    }

    /** One question; its answer. */
    @FunctionalInterface
    interface Asking<E extends Exception> {
        Object ask() throws E;
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length - 1L) * percent / 100)] / MICRO_NANOS;
    }
}
