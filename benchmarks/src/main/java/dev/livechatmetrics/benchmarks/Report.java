package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What a run prints. */
final class Report {
    private static final String HEADING = "%-54s %11s %11s %11s  %s";
    private static final String WHOLE_NUMBERS = "%-54s %,11.0f %,11.0f %,11.0f  %s";
    private static final String FRACTIONS = "%-54s %11.3f %11.3f %11.3f  %s";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void machine(String machine, JvmSettings broker, Collection<Measurement> measurements) {
        line("machine: %s", machine);
        line(
                "JVMs: broker %s, each contender %s",
                broker, measurements.iterator().next().entrant().settings(""));
    }

    /** {@code topicBytes}: as stored. */
    void logs(Map<LogKind, EventLog> logs, Map<String, Long> topicBytes, long seed) {
        line("logs: 2 topics of %d partitions each, lz4; seed %d", EventLog.PARTITIONS, seed);
        logs.forEach((kind, log) -> {
            LogTotals totals = log.totals();
            line(
                    "  %s: %,d events (%,d of them repeated), %,d conversations, %.1f messages each; %s to %s",
                    kind.label(),
                    totals.events(),
                    totals.repeated(),
                    totals.conversations(),
                    (double) (totals.messages() + totals.visitorMessages()) / totals.conversations(),
                    totals.firstDay(),
                    totals.lastDay());
            long stored = log.topics().stream().mapToLong(topicBytes::get).sum();
            line(
                    "      %,d bytes of keys and values, %d an event; %,d as stored",
                    totals.bytes(), totals.bytes() / totals.events(), stored);
        });
    }

    void rounds(List<Round> rounds) {
        List<Measurement> measured =
                rounds.get(0).passes().keySet().stream().sorted().toList();
        line("");
        line(
                "Rounds: %d. The true median is between min and max with a certainty of %.0f %%.",
                rounds.size(), 100 * Spread.certainty(rounds.size()));
        heading("ratios of the same round", "to reach");
        for (Ratio ratio : Ratio.ALL) {
            if (measured.containsAll(ratio.of())) {
                line(FRACTIONS, ratio.title(), rounds, ratio.figure(), ratio.mark());
            }
        }
        heading("events/s", "");
        for (Measurement measurement : measured) {
            rates(measurement, rounds);
        }
        heading("processor time, µs an event, without the broker's", "");
        for (Measurement measurement : measured) {
            line(
                    FRACTIONS,
                    measurement.title(),
                    rounds,
                    round -> round.pass(measurement).cpuMicrosAnEvent(),
                    "");
        }
        line("");
        line("%-54s %11s %11s", "bytes written to own topics in the last round", "an event", "of input's");
        Round last = rounds.get(rounds.size() - 1);
        measured.forEach(measurement -> sizes(measurement, last.pass(measurement)));
    }

    private void rates(Measurement measurement, List<Round> rounds) {
        line(
                WHOLE_NUMBERS,
                measurement.title(),
                rounds,
                round -> round.pass(measurement).rate(),
                "");
        if (measurement == Measurement.HISTORY) {
            line(
                    WHOLE_NUMBERS,
                    "  of these after the first 10,000 conversations",
                    rounds,
                    round -> Ratio.earlyRate(round.pass(measurement)),
                    "");
            line(
                    WHOLE_NUMBERS,
                    "  of these after the first 1,000,000",
                    rounds,
                    round -> Ratio.lateRate(round.pass(measurement)),
                    "");
        }
        if (rounds.get(0).pass(measurement).committedNanos()
                > rounds.get(0).pass(measurement).nanos()) {
            line(
                    WHOLE_NUMBERS,
                    "  until a commit or checkpoint has all of them",
                    rounds,
                    round -> round.pass(measurement).committedRate(),
                    "");
        }
    }

    private void sizes(Measurement measurement, Pass pass) {
        if (pass.topicBytes().isEmpty()) {
            return;
        }
        size(measurement.title() + ": changelogs", pass.changelogBytes(), pass);
        new TreeMap<>(pass.topicBytes()).forEach((topic, bytes) -> size("  " + topic, bytes, pass));
    }

    private void size(String what, long bytes, Pass pass) {
        line("%-54s %11.2f %11.4f", what, (double) bytes / pass.events(), (double) bytes / pass.bytes());
    }

    void isShort() {
        line("");
        line("--short: the results are right. The figures are those of cold JVMs and mean nothing.");
    }

    void failure(String message) {
        line("FAILED: %s", message);
    }

    private void heading(String what, String mark) {
        line("");
        line(HEADING, what, "median", "min", "max", mark);
    }

    private void line(String format, String what, List<Round> rounds, ToDoubleFunction<Round> figure, String mark) {
        Spread spread = Spread.of(rounds, figure);
        line(format, what, spread.median(), spread.min(), spread.max(), mark);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
