package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.schemas.chart.ChartName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The points of a chart as an answer must write them, from the figures of the conversations in it. */
final class Points {
    private Points() {}

    static List<String> of(ChartName chart, Buckets buckets, List<Figures> conversations) {
        List<List<Figures>> sorted = new ArrayList<>();
        buckets.labels().forEach(label -> sorted.add(new ArrayList<>()));
        for (Figures conversation : conversations) {
            int point = buckets.of(conversation.openedMillis());
            if (point >= 0) {
                sorted.get(point).add(conversation);
            }
        }
        return sorted.stream().map(bucket -> point(chart, bucket)).toList();
    }

    private static String point(ChartName chart, List<Figures> bucket) {
        return switch (chart) {
            case Total_conversations -> Integer.toString(bucket.size());
            case Total_messages ->
                Long.toString(bucket.stream().mapToLong(Figures::messages).sum());
            case Avg_chat_duration -> mean(bucket, Figures::chatDuration, 1_000.0);
            case Avg_first_response_time -> mean(bucket, Figures::firstResponse, 1_000.0);
            case Best_first_response_time ->
                counted(bucket, Figures::firstResponse).stream()
                        .min(Long::compare)
                        .map(least -> rounded(least / 1_000.0))
                        .orElse("0");
            case Avg_response_time -> mean(bucket, Figures::averageResponseMicros, 1_000_000.0);
            case Avg_reaction_time -> mean(bucket, Figures::firstReaction, 1_000.0);
        };
    }

    private static String mean(List<Figures> bucket, Function<Figures, Long> figure, double unitsPerSecond) {
        List<Long> counted = counted(bucket, figure);
        BigInteger sum = counted.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        return counted.isEmpty() ? "0" : rounded(sum.doubleValue() / (counted.size() * unitsPerSecond));
    }

    private static List<Long> counted(List<Figures> bucket, Function<Figures, Long> figure) {
        return bucket.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .filter(number -> number != 0)
                .toList();
    }

    private static String rounded(double seconds) {
        return BigDecimal.valueOf(Math.round(seconds * 100), 2)
                .stripTrailingZeros()
                .toPlainString();
    }
}
