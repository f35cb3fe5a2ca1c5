package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;

/** The value that a chart shows for a bucket: counts as they are, times in seconds rounded to two decimals. */
final class ChartValues {
    private static final double MILLIS_PER_SECOND = 1_000.0;
    private static final double MICROS_PER_SECOND = 1_000_000.0;

    private ChartValues() {}

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
