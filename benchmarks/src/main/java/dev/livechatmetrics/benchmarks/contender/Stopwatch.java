package dev.livechatmetrics.benchmarks.contender;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;

/** The time since the first record, by the clock and by what this process has had of the processors. */
public final class Stopwatch {
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final AtomicReference<Time> start = new AtomicReference<>();

    /** By the clock, and of all processors together. */
    public record Time(long nanos, long cpuNanos) {
        private static Time now() {
            return new Time(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }
    }

    /** Starts at the first call; those after it do nothing. Any thread may call. */
    public void start() {
        if (start.get() == null) {
            start.compareAndSet(null, Time.now());
        }
    }

    public Time elapsed() {
        Time now = Time.now();
        Time then = start.get();
        return new Time(now.nanos - then.nanos, now.cpuNanos - then.cpuNanos);
    }
}
