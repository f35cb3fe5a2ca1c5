package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What a run prints. */
final class Report {
    private static final String CHANGELOG = "-changelog";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void machine(String machine, JvmSettings broker, JvmSettings contender) {
        line("machine: %s", machine);
        line("heaps: broker %s, each contender %s, each in a JVM of its own", broker, contender);
    }

    void log(LogTotals log, Map<String, Long> stored, long seed) {
        line(
                "log: %,d events, %,d conversations, %.1f events and %.1f messages each; %s to %s; seed %d",
                log.events(),
                log.conversations(),
                (double) log.events() / log.conversations(),
                (double) (log.messages() + log.visitorMessages()) / log.conversations(),
                log.firstDay(),
                log.lastDay(),
                seed);
        line(
                "     2 topics of %d partitions; %,d bytes of keys and values (%d an event), %,d as stored (lz4)",
                EventLog.PARTITIONS, log.bytes(), log.bytes() / log.events(), sum(stored));
    }

    void rounds(List<Round> rounds) {
        line("");
        line("%-58s %11s %11s %11s", "events/s, " + rounds.size() + " rounds", "median", "min", "max");
        rates(
                "(a) the limit: plain consumers that parse",
                rounds,
                round -> round.limit().rate());
        rates("(b) this pipeline", rounds, round -> round.pipeline().rate());
        rates(
                "    and until all its offsets are committed",
                rounds,
                round -> round.pipeline().committedRate());
        rates(
                "(c) textbook pipeline (DSL, exactly once)",
                rounds,
                round -> round.textbook().rate());
        line("");
        line("%-58s %11s %11s %11s", "ratios of the same round", "median", "min", "max");
        figures("b/a", rounds, round -> round.pipeline().rate() / round.limit().rate());
        figures("c/a", rounds, round -> round.textbook().rate() / round.limit().rate());
        figures(
                "b/c",
                rounds,
                round -> round.pipeline().rate() / round.textbook().rate());
        figures(
                "b/c, b until all its offsets are committed",
                rounds,
                round -> round.pipeline().committedRate() / round.textbook().rate());
        line("");
        line("%-58s %11s %11s %11s", "processor time, µs an event, without the broker's", "median", "min", "max");
        figures("(a)", rounds, round -> round.limit().cpuMicrosAnEvent());
        figures("(b)", rounds, round -> round.pipeline().cpuMicrosAnEvent());
        figures("(c)", rounds, round -> round.textbook().cpuMicrosAnEvent());
        line("");
        line(
                "(c) leaves out the smallest first response, hours, repeated and late events, deletions and dead letters.");
    }

    void sizes(Round last, LogTotals log, Map<String, Long> stored) {
        line("");
        line("%-58s %11s %11s %11s", "bytes kept in Kafka after the last pass", "MB", "of values", "of the log");
        sizes("(b) ", last.pipeline(), log, sum(stored));
        sizes("(c) ", last.textbook(), log, sum(stored));
    }

    void isShort() {
        line("");
        line("--short: the results are right. The figures are those of cold JVMs and mean nothing.");
    }

    void failure(String message) {
        line("FAILED: %s", message);
    }

    private void rates(String what, List<Round> rounds, ToDoubleFunction<Round> rate) {
        Spread spread = Spread.of(rounds, rate);
        line("%-58s %,11.0f %,11.0f %,11.0f", what, spread.median(), spread.min(), spread.max());
    }

    private void figures(String what, List<Round> rounds, ToDoubleFunction<Round> figure) {
        Spread spread = Spread.of(rounds, figure);
        line("%-58s %11.2f %11.2f %11.2f", what, spread.median(), spread.min(), spread.max());
    }

    private void sizes(String contender, Pass pass, LogTotals log, long storedBytes) {
        new TreeMap<>(pass.topicBytes()).forEach((topic, bytes) -> size(contender + topic, bytes, log, storedBytes));
        long changelogs = pass.topicBytes().entrySet().stream()
                .filter(topic -> topic.getKey().endsWith(CHANGELOG))
                .mapToLong(Map.Entry::getValue)
                .sum();
        size(contender + "all changelogs", changelogs, log, storedBytes);
    }

    private void size(String what, long bytes, LogTotals log, long storedBytes) {
        line(
                "%-58s %11.1f %11.3f %11.3f",
                what, bytes / 1e6, (double) bytes / log.bytes(), (double) bytes / storedBytes);
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
