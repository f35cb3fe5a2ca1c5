package dev.livechatmetrics.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The heap of a process, fixed so that growing it is no part of a measurement, its class path and what else it must be
 * told.
 */
public record JvmSettings(int heapMegabytes, String classPath, List<String> more) {
    private static final int FIRST_THAT_WARNS = 24;
    /** The product's, which its launcher sets, for all: of the JDK's collectors it takes the least processor time. */
    private static final String COLLECTOR = "-XX:+UseParallelGC";

    public JvmSettings {
        more = List.copyOf(more);
    }

    /** With this process's class path. */
    public JvmSettings(int heapMegabytes) {
        this(heapMegabytes, System.getProperty("java.class.path"), List.of());
    }

    private List<String> flags() {
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
        flags.addAll(more);
        return flags;
    }

    /** What starts {@code main} so, with a folder in this one for its temporary files. */
    public List<String> command(Class<?> main, Path folder, List<String> arguments) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private List<String> heapFlags() {
        return List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m");
    }

    @Override
    public String toString() {
        return String.join(" ", heapFlags()) + " " + COLLECTOR;
    }
}
