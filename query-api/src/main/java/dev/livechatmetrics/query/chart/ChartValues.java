package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.Figure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The value that a chart shows for a bucket: counts as they are, times in seconds rounded to two decimals. */
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

    static double of(ChartName chart, Bucket bucket) {
        Aggregate sums = bucket.sums();
        return switch (chart) {
            case Total_conversations -> sums.conversations();
            case Total_messages -> sums.messages();
            case Avg_chat_duration -> mean(sums.chatDurationMillis(), sums.chatDurations(), MILLIS_PER_SECOND);
            case Avg_first_response_time -> mean(sums.firstResponseMillis(), sums.firstResponses(), MILLIS_PER_SECOND);
            case Best_first_response_time ->
                mean(sums.firstResponses() == 0 ? 0 : bucket.bestFirstResponseMillis(), 1, MILLIS_PER_SECOND);
            case Avg_response_time -> mean(sums.averageResponseMicros(), sums.averageResponses(), MICROS_PER_SECOND);
            case Avg_reaction_time -> mean(sums.firstReactionMillis(), sums.firstReactions(), MILLIS_PER_SECOND);
        };
    }

    /** One division in doubles, then one rounding; 0 where there is nothing to take the mean of. */
    private static double mean(long sum, long count, double unitsPerSecond) {
        if (count == 0) {
            return 0;
        }
        return Math.round(sum / (count * unitsPerSecond) * 100) / 100.0;
    }
}
