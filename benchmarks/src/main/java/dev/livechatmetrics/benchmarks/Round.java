package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Pass;
import java.util.Map;

/** One pass of each measurement, one right after the other: their ratios are those of the same minutes. */
record Round(Map<Measurement, Pass> passes) {
    Round {
        passes = Map.copyOf(passes);
    }

    Pass pass(Measurement measurement) {
        return passes.get(measurement);
    }
}
