package dev.livechatmetrics.benchmarks.process;

import java.util.ArrayList;
import java.util.List;

/** The heap of a process, fixed so that growing it is no part of a measurement, and what newer JVMs must be told. */
public record JvmSettings(int heapMegabytes) {
    private static final int FIRST_THAT_WARNS = 24;
    /** The product's, which its launcher sets, for all: of the JDK's collectors it takes the least processor time. */
    private static final String COLLECTOR = "-XX:+UseParallelGC";

    public List<String> flags() {
        List<String> flags = new ArrayList<>(heapFlags());
        flags.add("-XX:+ExitOnOutOfMemoryError");
        flags.add(COLLECTOR);
        // So that a recording finds the line that runs, not the nearest safepoint, and sees the whole stack.
        flags.add("-XX:+UnlockDiagnosticVMOptions");
        flags.add("-XX:+DebugNonSafepoints");
        flags.add("-XX:FlightRecorderOptions=stackdepth=128");
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private List<String> heapFlags() {
        return List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m");
    }

    @Override
    public String toString() {
        return String.join(" ", heapFlags()) + " " + COLLECTOR;
    }
}
