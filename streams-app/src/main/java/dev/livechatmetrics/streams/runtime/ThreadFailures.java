package dev.livechatmetrics.streams.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the threads that failed of late: a passing fault deserves a new thread, a lasting one an end. */
final class ThreadFailures {
    private static final int MOST = 5;
    private static final long WITHIN_NANOS = Duration.ofMinutes(5).toNanos();

    private final Deque<Long> nanos = new ArrayDeque<>();

    /** Counts one more and says whether it is one too many. */
    synchronized boolean tooMany() {
        long now = System.nanoTime();
        nanos.addLast(now);
        while (now - nanos.getFirst() > WITHIN_NANOS) {
            nanos.removeFirst();
        }
        return nanos.size() > MOST;
    }
}
