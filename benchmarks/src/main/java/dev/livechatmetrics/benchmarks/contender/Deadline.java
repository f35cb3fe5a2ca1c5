package dev.livechatmetrics.benchmarks.contender;

import java.time.Duration;

/** The time by which a pass must have ended. */
public final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Sleeps a little, unless it is too late to wait for that. */
    public void pause(int millis, String waitingFor) throws InterruptedException, WrongResultException {
        if (System.nanoTime() - nanos > 0) {
            throw new WrongResultException("No end in time while waiting for " + waitingFor);
        }
        Thread.sleep(millis);
    }
}
