package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import java.util.Set;

/**
 * Rocket.Chat 8's values, by its {@code ChartData.ts}: this product's, but for {@code Total_messages}, for which it counts at
 * least one message of every conversation. Its aggregation keeps a conversation without messages as one row
 * ({@code preserveNullAndEmptyArrays}) and then counts rows ({@code getAnalyticsMetricsBetweenDateWithMessages} in
 * {@code LivechatRooms.ts}).
 *
 * <p>No store counts conversations without a message of agents and bots. It is taken to be all but those with an average
 * response, as every first message of an agent or bot is a response. That is one too many for a conversation whose responses
 * took 0 in the mean, and one too few for one whose messages of agents and bots were all deleted.
 */
final class RocketChatValues {
    private static final Set<Figure> OF_MESSAGES =
            Set.of(Figure.MESSAGES, Figure.CONVERSATIONS, Figure.AVERAGE_RESPONSES);

    private RocketChatValues() {}

    /** Those that {@link #of} reads. */
    static Set<Figure> figures(ChartName chart) {
        return chart == ChartName.Total_messages ? OF_MESSAGES : ChartValues.figures(chart);
    }

    /** One value for each point. */
    static double[] of(ChartName chart, BucketSums buckets) {
        double[] values = ChartValues.of(chart, buckets);
        if (chart == ChartName.Total_messages) {
            long[] conversations = buckets.sums(Figure.CONVERSATIONS);
            long[] answered = buckets.sums(Figure.AVERAGE_RESPONSES);
            for (int point = 0; point < values.length; point++) {
                values[point] += conversations[point] - answered[point];
            }
        }
        return values;
    }
}
