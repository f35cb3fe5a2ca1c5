package dev.livechatmetrics.query.series;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The metrics that sums tell. */
enum BucketMetric {
    CONVERSATIONS(Figure.CONVERSATIONS),
    MESSAGES(Figure.MESSAGES),
    VISITOR_MESSAGES(Figure.VISITOR_MESSAGES),
    /** Those that have no first response, or one of exactly 0. */
    UNANSWERED_CONVERSATIONS(Figure.FIRST_RESPONSES),
    CHAT_DURATION_AVG(Figure.CHAT_DURATION_MILLIS, Figure.CHAT_DURATIONS, 1_000),
    FIRST_RESPONSE_TIME_AVG(Figure.FIRST_RESPONSE_MILLIS, Figure.FIRST_RESPONSES, 1_000),
    FIRST_RESPONSE_TIME_BEST(null, Figure.FIRST_RESPONSES, 1_000),
    RESPONSE_TIME_AVG(Figure.AVERAGE_RESPONSE_MICROS, Figure.AVERAGE_RESPONSES, 1_000_000),
    REACTION_TIME_AVG(Figure.FIRST_REACTION_MILLIS, Figure.FIRST_REACTIONS, 1_000);

    private final Figure sum;

    /** Of a mean, how many it is of; null of a count. */
    private final Figure count;

    private final double unitsPerSecond;

    BucketMetric(Figure counted) {
        this(counted, null, 1);
    }

    BucketMetric(Figure sum, Figure count, double unitsPerSecond) {
        this.sum = sum;
        this.count = count;
        this.unitsPerSecond = unitsPerSecond;
    }

    static Optional<BucketMetric> of(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text().equals(text))
                .findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isCount() {
        return count == null;
    }

    Set<Figure> figures() {
        if (isCount()) {
            return sum == Figure.CONVERSATIONS ? Set.of(sum) : Set.of(sum, Figure.CONVERSATIONS);
        }
        return sum == null ? Set.of(count) : Set.of(sum, count);
    }

    SeriesValues values(BucketSums buckets) {
        long[] behind = buckets.sums(isCount() ? Figure.CONVERSATIONS : count);
        if (this == UNANSWERED_CONVERSATIONS) {
            long[] answered = buckets.sums(sum);
            Arrays.setAll(behind, point -> behind[point] - answered[point]);
            return new SeriesValues(Arrays.stream(behind).asDoubleStream().toArray(), behind);
        }
        if (isCount()) {
            return new SeriesValues(
                    Arrays.stream(buckets.sums(sum)).asDoubleStream().toArray(), behind);
        }
        long[] sums = sum == null ? null : buckets.sums(sum);
        double[] values = new double[behind.length];
        for (int point = 0; point < values.length; point++) {
            values[point] = behind[point] == 0
                    ? SeriesValues.NONE
                    : sums == null
                            ? SeriesValues.seconds((double) buckets.bestMillis(point), 1, unitsPerSecond)
                            : SeriesValues.seconds((double) sums[point], behind[point], unitsPerSecond);
        }
        return new SeriesValues(values, behind);
    }
}
