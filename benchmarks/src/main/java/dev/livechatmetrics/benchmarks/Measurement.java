package dev.livechatmetrics.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run measures in each round: one entrant's pass over one log. */
enum Measurement {
    LIMIT(Entrant.LIMIT, LogKind.USUAL, "the limit: plain consumers that parse"),
    PIPELINE(Entrant.PIPELINE, LogKind.USUAL, "this pipeline"),
    TEXTBOOK(Entrant.TEXTBOOK, LogKind.USUAL, "textbook pipeline (DSL, exactly once)"),
    FLINK_HEAP(Entrant.FLINK_HEAP, LogKind.USUAL, "Flink, state on the heap"),
    FLINK_ROCKSDB(Entrant.FLINK_ROCKSDB, LogKind.USUAL, "Flink, state in RocksDB"),
    DISORDERED(Entrant.PIPELINE, LogKind.DISORDERED, "this pipeline, disordered log"),
    SHORT(Entrant.PIPELINE, LogKind.TEN_MESSAGES, "this pipeline, conversations of 10 messages"),
    LONG(Entrant.PIPELINE, LogKind.TEN_THOUSAND_MESSAGES, "this pipeline, conversations of 10,000"),
    HISTORY(Entrant.PIPELINE, LogKind.HISTORY, "this pipeline, seven times the log"),
    LIVE(Entrant.LIVE, LogKind.LIVE, "this pipeline under 1,000 events/s");

    private final Entrant entrant;
    private final LogKind log;
    private final String title;

    Measurement(Entrant entrant, LogKind log, String title) {
        this.entrant = entrant;
        this.log = log;
        this.title = title;
    }

    Entrant entrant() {
        return entrant;
    }

    LogKind log() {
        return log;
    }

    String title() {
        return title;
    }

    /** How it is called on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String labels() {
        return Arrays.stream(values()).map(Measurement::label).collect(Collectors.joining(", "));
    }

    static Optional<Measurement> labelled(String label) {
        return Arrays.stream(values())
                .filter(measurement -> measurement.label().equals(label))
                .findFirst();
    }
}
