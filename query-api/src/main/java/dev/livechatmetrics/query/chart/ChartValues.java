package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The values that a chart shows for buckets: counts as they are, times in seconds rounded to two decimals. */
final class ChartValues {
    private static final double MILLIS_PER_SECOND = 1_000.0;
    private static final double MICROS_PER_SECOND = 1_000_000.0;

    private static final Map<ChartName, Set<Figure>> FIGURES = new EnumMap<>(ChartName.class);

    static {
        for (ChartName chart : ChartName.values()) {
            FIGURES.put(chart, read(chart));
        }
    }

    private ChartValues() {}

    /** Those that {@link #of} reads. */
    static Set<Figure> figures(ChartName chart) {
        return FIGURES.get(chart);
    }

    private static Set<Figure> read(ChartName chart) {
        return switch (chart) {
            case Total_conversations -> Set.of(Figure.CONVERSATIONS);
            case Total_messages -> Set.of(Figure.MESSAGES);
            case Avg_chat_duration -> Set.of(Figure.CHAT_DURATION_MILLIS, Figure.CHAT_DURATIONS);
            case Avg_first_response_time -> Set.of(Figure.FIRST_RESPONSE_MILLIS, Figure.FIRST_RESPONSES);
            case Best_first_response_time -> Set.of(Figure.FIRST_RESPONSES);
            case Avg_response_time -> Set.of(Figure.AVERAGE_RESPONSE_MICROS, Figure.AVERAGE_RESPONSES);
            case Avg_reaction_time -> Set.of(Figure.FIRST_REACTION_MILLIS, Figure.FIRST_REACTIONS);
        };
    }

    /** One value for each point. */
    static double[] of(ChartName chart, BucketSums buckets) {
        return switch (chart) {
            case Total_conversations -> counts(buckets, Figure.CONVERSATIONS);
            case Total_messages -> counts(buckets, Figure.MESSAGES);
            case Avg_chat_duration ->
                means(buckets, Figure.CHAT_DURATION_MILLIS, Figure.CHAT_DURATIONS, MILLIS_PER_SECOND);
            case Avg_first_response_time ->
                means(buckets, Figure.FIRST_RESPONSE_MILLIS, Figure.FIRST_RESPONSES, MILLIS_PER_SECOND);
            case Best_first_response_time -> smallestFirstResponses(buckets);
            case Avg_response_time ->
                means(buckets, Figure.AVERAGE_RESPONSE_MICROS, Figure.AVERAGE_RESPONSES, MICROS_PER_SECOND);
            case Avg_reaction_time ->
                means(buckets, Figure.FIRST_REACTION_MILLIS, Figure.FIRST_REACTIONS, MILLIS_PER_SECOND);
        };
    }

    private static double[] counts(BucketSums buckets, Figure figure) {
        return Arrays.stream(buckets.sums(figure)).asDoubleStream().toArray();
    }

    private static double[] means(BucketSums buckets, Figure sum, Figure count, double unitsPerSecond) {
        long[] sums = buckets.sums(sum);
        long[] counts = buckets.sums(count);
        double[] means = new double[sums.length];
        for (int point = 0; point < means.length; point++) {
            means[point] = mean(sums[point], counts[point], unitsPerSecond);
        }
        return means;
    }

    private static double[] smallestFirstResponses(BucketSums buckets) {
        long[] counts = buckets.sums(Figure.FIRST_RESPONSES);
        double[] smallest = new double[counts.length];
        for (int point = 0; point < smallest.length; point++) {
            smallest[point] = counts[point] == 0 ? 0 : mean(buckets.bestMillis(point), 1, MILLIS_PER_SECOND);
        }
        return smallest;
    }

    /** One division in doubles, then one rounding; 0 where there is nothing to take the mean of. */
    private static double mean(long sum, long count, double unitsPerSecond) {
        if (count == 0) {
            return 0;
        }
        return Math.round(sum / (count * unitsPerSecond) * 100) / 100.0;
    }
}
