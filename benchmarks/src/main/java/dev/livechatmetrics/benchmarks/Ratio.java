package dev.livechatmetrics.benchmarks;

import static dev.livechatmetrics.benchmarks.Measurement.DISORDERED;
import static dev.livechatmetrics.benchmarks.Measurement.FLINK_HEAP;
import static dev.livechatmetrics.benchmarks.Measurement.FLINK_ROCKSDB;
import static dev.livechatmetrics.benchmarks.Measurement.HISTORY;
import static dev.livechatmetrics.benchmarks.Measurement.LIMIT;
import static dev.livechatmetrics.benchmarks.Measurement.LIVE;
import static dev.livechatmetrics.benchmarks.Measurement.LONG;
import static dev.livechatmetrics.benchmarks.Measurement.PIPELINE;
import static dev.livechatmetrics.benchmarks.Measurement.SHORT;
import static dev.livechatmetrics.benchmarks.Measurement.TEXTBOOK;

import dev.livechatmetrics.benchmarks.contender.Pass;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A figure of one round that means the same on any machine, and the mark that it is to reach.
 *
 * @param of the measurements that it needs
 */
record Ratio(String title, String mark, Set<Measurement> of, ToDoubleFunction<Round> figure) {
    static final List<Ratio> ALL = List.of(
            rates("this pipeline / the limit", "≥ 0.55", PIPELINE, LIMIT),
            rates("this pipeline / the textbook's", "≥ 4", PIPELINE, TEXTBOOK),
            rates("this pipeline / Flink, heap", "≥ 1.2", PIPELINE, FLINK_HEAP),
            rates("this pipeline / Flink, RocksDB", "≥ 3", PIPELINE, FLINK_ROCKSDB),
            rates("disordered log / ordered log", "≥ 0.8", DISORDERED, PIPELINE),
            new Ratio(
                    "time of an event, conversations of 10,000 / of 10",
                    "≤ 1.5",
                    Set.of(LONG, SHORT),
                    round -> round.pass(SHORT).rate() / round.pass(LONG).rate()),
            new Ratio(
                    "processor time of an event, 10,000 / 10",
                    "≤ 1.5",
                    Set.of(LONG, SHORT),
                    round -> round.pass(LONG).cpuMicrosAnEvent()
                            / round.pass(SHORT).cpuMicrosAnEvent()),
            new Ratio(
                    "bytes to changelogs of an event, 10,000 / 10",
                    "≤ 1.5",
                    Set.of(LONG, SHORT),
                    round -> round.pass(LONG).changelogBytesAnEvent()
                            / round.pass(SHORT).changelogBytesAnEvent()),
            new Ratio(
                    "bytes to changelogs / bytes of input, replay",
                    "≤ 0.15",
                    Set.of(PIPELINE),
                    round -> round.pass(PIPELINE).changelogBytesAByte()),
            new Ratio(
                    "bytes to changelogs / bytes of input, 1,000 events/s",
                    "≤ 1.0",
                    Set.of(LIVE),
                    round -> round.pass(LIVE).changelogBytesAByte()),
            new Ratio(
                    "events/s with 100 times the conversations stored",
                    "≥ 0.7",
                    Set.of(HISTORY),
                    round -> lateRate(round.pass(HISTORY)) / earlyRate(round.pass(HISTORY))));

    /** 10,000 conversations of a million and some. */
    private static final int EARLY = 100;

    private static Ratio rates(String title, String mark, Measurement one, Measurement other) {
        return new Ratio(
                title,
                mark,
                Set.of(one, other),
                round -> round.pass(one).rate() / round.pass(other).rate());
    }

    /** Of half a usual log, after the first 10,000 conversations. */
    static double earlyRate(Pass history) {
        long from = history.events() / EARLY;
        return history.rateBetween(from, from + window(history));
    }

    /** Of as many events at the end, after a million conversations. */
    static double lateRate(Pass history) {
        return history.rateBetween(history.events() - window(history), history.events());
    }

    private static long window(Pass history) {
        return history.events() / (2 * LogKind.HISTORY_EVENTS);
    }
}
