package dev.livechatmetrics.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median and the ends of what was measured in several rounds. */
public record Spread(double median, double min, double max) {
    public static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return new Spread(median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * How certain it is that the true median is between the ends of so many independent rounds, whatever their
     * distribution: it is outside where all of them fall on the same side of it, as coins do. Five rounds: 94 %.
     */
    static double certainty(int rounds) {
        return 1 - Math.pow(2, 1.0 - rounds);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
