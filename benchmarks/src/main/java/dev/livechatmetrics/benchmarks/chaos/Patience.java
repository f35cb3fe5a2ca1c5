package dev.livechatmetrics.benchmarks.chaos;

import java.time.Duration;
import java.util.function.Supplier;

/** Waiting for a condition, with an end. */
final class Patience {
    private static final int LOOK_EVERY_MILLIS = 100;

    /** What is waited for: null once it is so, else why it is not yet. */
    @FunctionalInterface
    interface Condition {
        String missing() throws InterruptedException;
    }

    private Patience() {}

    /**
     * Returns what was missing last, or null where nothing was.
     *
     * @param lastWords what helps to understand a failure
     */
    static String await(String what, Duration within, Condition condition, Supplier<String> lastWords)
            throws ChaosException, InterruptedException {
        long deadlineNanos = System.nanoTime() + within.toNanos();
        String last = null;
        for (String missing = condition.missing(); missing != null; missing = condition.missing()) {
            last = missing;
            if (System.nanoTime() > deadlineNanos) {
                throw new ChaosException(
                        "Waited " + within.toSeconds() + " s for " + what + ": " + missing + "\n" + lastWords.get());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return last;
    }
}
