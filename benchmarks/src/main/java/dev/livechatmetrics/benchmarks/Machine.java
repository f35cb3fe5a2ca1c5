package dev.livechatmetrics.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures were measured on, in a line. */
public final class Machine {
    private static final long MEBIBYTE = 1024 * 1024;

    private Machine() {}

    public static String describe() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores, %,d MiB of memory, JDK %s (%s), %s %s, load average %.1f before the run",
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / MEBIBYTE,
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                system.getSystemLoadAverage());
    }
}
