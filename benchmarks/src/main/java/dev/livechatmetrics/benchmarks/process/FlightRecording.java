package dev.livechatmetrics.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** What this JVM does from now on, as JDK Flight Recorder sees it: written when the process ends. */
public final class FlightRecording {
    private FlightRecording() {}

    @SuppressWarnings("resource") // ends with the process
    public static void start(Path file) throws IOException, ParseException {
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.setDestination(file);
        recording.setDumpOnExit(true);
        recording.start();
    }
}
