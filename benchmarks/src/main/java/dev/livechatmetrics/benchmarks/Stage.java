package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.process.ContenderJvm;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The entrants' JVMs and the logs that they read. */
final class Stage implements AutoCloseable {
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(90);
    /** Passes that are hardly faster than the fastest before them, after which an entrant is warm. */
    private static final int STEADY_PASSES = 2;

    private static final double HARDLY = 1.03;
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(90);
    private static final long SLOWEST_EVENTS_A_SECOND = 10_000;
    /** The past that is made, written and read before a live load begins, is eight times as long. */
    private static final int LIVE_LIMIT = 4;

    private final Map<LogKind, EventLog> logs;
    private final int liveSeconds;
    private final Map<Entrant, ContenderJvm> entrants = new EnumMap<>(Entrant.class);
    private int liveLogs;

    Stage(Map<LogKind, EventLog> logs, int liveSeconds) {
        this.logs = new EnumMap<>(logs);
        this.liveSeconds = liveSeconds;
    }

    void enter(Entrant entrant, String flinkClassPath, Path folder, String bootstrapServers) throws IOException {
        entrants.put(
                entrant,
                ContenderJvm.start(
                        entrant.label(),
                        entrant.contender(),
                        entrant.settings(flinkClassPath),
                        folder,
                        bootstrapServers));
    }

    /**
     * Whole passes until each JVM's compiler has had its time (the first seconds are at half the speed), and one over
     * each log more. The longest log is not read for that, nor is a live load made: it reads its past first.
     */
    void warmUp(Collection<Measurement> measurements) throws IOException, InterruptedException, ChildException {
        Set<Entrant> warm = EnumSet.of(Entrant.LIVE);
        for (Measurement measurement : measurements) {
            if (warm.add(measurement.entrant())) {
                warmUp(measurement);
            } else if (measurement.log() != LogKind.LIVE && measurement.log() != LogKind.HISTORY) {
                pass(measurement);
            }
        }
    }

    /** The compiler goes on for a minute and more with what is larger than a loop. */
    private void warmUp(Measurement measurement) throws IOException, InterruptedException, ChildException {
        long nanos = 0;
        double fastest = 0;
        for (int steady = 0; nanos < WARM_UP.toNanos() || steady < STEADY_PASSES; ) {
            Pass pass = pass(measurement);
            nanos += pass.nanos();
            steady = pass.rate() > fastest * HARDLY ? 0 : steady + 1;
            fastest = Math.max(fastest, pass.rate());
            if (nanos > LONGEST_WARM_UP.toNanos()) {
                return;
            }
        }
    }

    void record(Path folder) throws IOException, InterruptedException, ChildException {
        Files.createDirectories(folder);
        for (ContenderJvm entrant : entrants.values()) {
            entrant.record(folder.toAbsolutePath().resolve(entrant.name() + ".jfr"));
        }
    }

    /** Every measurement once; each round begins with another one. */
    Round round(int number, Collection<Measurement> measurements)
            throws IOException, InterruptedException, ChildException {
        List<Measurement> order = new ArrayList<>(measurements);
        Collections.rotate(order, number);
        Map<Measurement, Pass> passes = new EnumMap<>(Measurement.class);
        for (Measurement measurement : order) {
            passes.put(measurement, pass(measurement));
        }
        return new Round(passes);
    }

    private Pass pass(Measurement measurement) throws IOException, InterruptedException, ChildException {
        Pass pass = passUnsaid(measurement);
        System.err.printf(Locale.ROOT, "%s: %,.0f events/s%n", measurement.label(), pass.rate());
        return pass;
    }

    private Pass passUnsaid(Measurement measurement) throws IOException, InterruptedException, ChildException {
        ContenderJvm entrant = entrants.get(measurement.entrant());
        if (measurement.log() == LogKind.LIVE) {
            EventLog log = new EventLog("live-" + ++liveLogs, null);
            return entrant.pass(log, liveSeconds, SHORTEST_LIMIT.plusSeconds((long) LIVE_LIMIT * liveSeconds));
        }
        EventLog log = logs.get(measurement.log());
        long seconds = log.totals().events() / SLOWEST_EVENTS_A_SECOND;
        return entrant.pass(log, 0, SHORTEST_LIMIT.plusSeconds(seconds));
    }

    @Override
    public void close() {
        entrants.values().forEach(ContenderJvm::close);
    }
}
