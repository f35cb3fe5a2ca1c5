package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Spread;
import dev.livechatmetrics.benchmarks.process.FileTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from the start of {@code serve} to its readiness, with its state and without, beside plain consumers that
 * read the changelogs in a JVM of their own, which has read nothing before either.
 */
final class Starts {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final double MILLIS = 1e3;

    private final Setting setting;

    /** One of each, one after the other. */
    private record Round(Duration present, Duration absent, Changelogs.Reading reading) {
        double presentSeconds() {
            return present.toMillis() / MILLIS;
        }

        double absentSeconds() {
            return absent.toMillis() / MILLIS;
        }

        /** What the start without state took longer is the restoring. */
        double restoredASecond() {
            return reading.records() / (absentSeconds() - presentSeconds());
        }

        double readASecond() {
            return reading.records() / (reading.took().toMillis() / MILLIS);
        }
    }

    Starts(Setting setting) {
        this.setting = setting;
    }

    /** @param name of a {@link Service} that is closed and has left its data */
    void measure(String name) throws Exception {
        List<Round> rounds = new ArrayList<>();
        for (int round = 1; round <= setting.rounds(); round++) {
            Duration present = start(name);
            // The instance's name stays, as where a disk is lost and the name is not; else a session has to end first.
            FileTree.delete(
                    Service.data(setting.folder(), name).resolve("streams").resolve(name));
            Duration absent = start(name);
            rounds.add(new Round(
                    present, absent, Changelogs.readAnew(setting.bootstrapServers(), name, setting.folder())));
            System.err.printf("round %d of %d%n", round, setting.rounds());
        }
        report(rounds);
    }

    private void report(List<Round> rounds) {
        Figures figures = setting.figures();
        figures.heading("serve, from the start of its process to ready, s");
        figures.ratio("state present", Spread.of(rounds, Round::presentSeconds), "<= 5");
        figures.ratio("state removed", Spread.of(rounds, Round::absentSeconds), "");
        figures.heading("records/s of the changelogs, %,d records"
                .formatted(rounds.get(0).reading().records()));
        figures.whole("restored (what the start without state took longer)", Spread.of(rounds, Round::restoredASecond));
        figures.whole("two plain consumers, in a JVM just started as well", Spread.of(rounds, Round::readASecond));
        figures.ratio(
                "restored to read",
                Spread.of(rounds, round -> round.restoredASecond() / round.readASecond()),
                ">= 0.5");
    }

    private Duration start(String name) throws Exception {
        try (Instance instance = Instance.start(setting.bootstrapServers(), name, setting.folder(), freePort())) {
            return instance.untilReady(LONGEST);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
