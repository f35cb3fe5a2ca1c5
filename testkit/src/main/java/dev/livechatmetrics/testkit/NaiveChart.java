package dev.livechatmetrics.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One of the seven charts of contract §3: its name, and how a bucket's conversations become its point. */
record NaiveChart(String name, Function<List<NaiveConversation>, String> value) {

    static final List<NaiveChart> ALL = List.of(
            new NaiveChart("Total_conversations", bucket -> Integer.toString(bucket.size())),
            new NaiveChart("Total_messages", NaiveChart::sumOfMessages),
            new NaiveChart("Avg_chat_duration", mean(NaiveConversation::chatDuration, 1000.0)),
            new NaiveChart(
                    "Avg_first_response_time", mean(chat -> chat.responses().firstResponse(), 1000.0)),
            new NaiveChart(
                    "Best_first_response_time", least(chat -> chat.responses().firstResponse())),
            new NaiveChart("Avg_response_time", mean(chat -> chat.responses().averageResponseMicros(), 1_000_000.0)),
            new NaiveChart("Avg_reaction_time", mean(chat -> chat.responses().firstReaction(), 1000.0)));

    static NaiveChart named(String name) {
        return ALL.stream()
                .filter(chart -> chart.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no chart is called " + name));
    }

    /** The bucket's value as the body writes it. */
    String point(List<NaiveConversation> bucket) {
        return value.apply(bucket);
    }

    private static String sumOfMessages(List<NaiveConversation> bucket) {
        return bucket.stream()
                .map(chat -> BigInteger.valueOf(chat.messages()))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .toString();
    }

    private static Function<List<NaiveConversation>, String> mean(
            Function<NaiveConversation, Optional<BigInteger>> figure, double unitsPerSecond) {
        return bucket -> {
            List<BigInteger> counted = counted(bucket, figure);
            BigInteger sum = counted.stream().reduce(BigInteger.ZERO, BigInteger::add);
            return counted.isEmpty() ? "0" : rounded(sum.doubleValue() / (counted.size() * unitsPerSecond));
        };
    }

    private static Function<List<NaiveConversation>, String> least(
            Function<NaiveConversation, Optional<BigInteger>> figure) {
        return bucket -> counted(bucket, figure).stream()
                .min(BigInteger::compareTo)
                .map(millis -> rounded(millis.doubleValue() / 1000.0))
                .orElse("0");
    }

    private static List<BigInteger> counted(
            List<NaiveConversation> bucket, Function<NaiveConversation, Optional<BigInteger>> figure) {
        return bucket.stream()
                .map(figure)
                .flatMap(Optional::stream)
                .filter(number -> number.signum() != 0)
                .toList();
    }

    /** {@code Math.round(x * 100) / 100.0}, the division by moving the point: no double is left to be printed. */
    private static String rounded(double seconds) {
        return BigDecimal.valueOf(Math.round(seconds * 100), 2)
                .stripTrailingZeros()
                .toPlainString();
    }
}
