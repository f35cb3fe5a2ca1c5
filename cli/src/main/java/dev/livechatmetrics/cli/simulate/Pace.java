package dev.livechatmetrics.cli.simulate;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** So many events a second, counted from the first: one that comes late does not delay the next. */
final class Pace {
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer parkNanos;
    private long start;
    private long events;

    /** 0 events a second: as fast as possible. */
    Pace(double perSecond) {
        this(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Pace(double perSecond, LongSupplier nanoTime, LongConsumer parkNanos) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.parkNanos = parkNanos;
    }

    /** Waits until the next event is due. */
    void await() {
        if (perSecond == 0) {
            return;
        }
        if (events == 0) {
            start = nanoTime.getAsLong();
        }
        long due = start + (long) (events++ * 1e9 / perSecond);
        for (long left = due - nanoTime.getAsLong(); left > 0; left = due - nanoTime.getAsLong()) {
            parkNanos.accept(left);
        }
    }
}
