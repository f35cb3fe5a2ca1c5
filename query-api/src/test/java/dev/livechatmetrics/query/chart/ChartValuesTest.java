package dev.livechatmetrics.query.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bucket is shown as: the number as the body writes it. */
final class ChartValuesTest {
    @ParameterizedTest
    @EnumSource
    void shouldShowNothingAsZero(ChartName chart) {
        assertThat(shown(chart, Bucket.EMPTY)).isEqualTo("0");
    }

    /** Conversations without any figure: they count, and their figures are in no mean and no minimum. */
    @ParameterizedTest
    @CsvSource({
        "Total_conversations, 3",
        "Total_messages, 0",
        "Avg_chat_duration, 0",
        "Avg_first_response_time, 0",
        "Best_first_response_time, 0",
        "Avg_response_time, 0",
        "Avg_reaction_time, 0"
    })
    void shouldShowZeroWhereNoConversationHasTheFigure(ChartName chart, String shown) {
        Aggregate sums = new Aggregate(3, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0);

        assertThat(shown(chart, new Bucket(sums, Bucket.NO_FIRST_RESPONSE))).isEqualTo(shown);
    }

    /** Each chart from its own sum and count, and from no other. */
    @ParameterizedTest
    @CsvSource({
        "Total_conversations, 100",
        "Total_messages, 200",
        "Avg_chat_duration, 10.5",
        "Avg_first_response_time, 20.25",
        "Best_first_response_time, 1.5",
        "Avg_response_time, 30.75",
        "Avg_reaction_time, 40.13"
    })
    void shouldShowEachChartFromItsOwnFigures(ChartName chart, String shown) {
        Aggregate sums = new Aggregate(100, 200, 300, 2, 21_000, 4, 81_000, 8, 246_000_000, 16, 642_000);

        assertThat(shown(chart, new Bucket(sums, 1_500))).isEqualTo(shown);
    }

    /** What is asked of the stores for a chart is what it reads: no figure less, and none more. */
    @ParameterizedTest
    @EnumSource
    void shouldNameTheFiguresThatItReads(ChartName chart) {
        Aggregate sums = new Aggregate(100, 200, 300, 2, 21_000, 4, 81_000, 8, 246_000_000, 16, 642_000);
        Bucket bucket = new Bucket(sums, 1_500);
        Set<Figure> figures = ChartValues.figures(chart);

        assertThat(shown(chart, with(figures, bucket))).isEqualTo(shown(chart, bucket));
        for (Figure figure : figures) {
            Set<Figure> others = new HashSet<>(figures);
            others.remove(figure);
            assertThat(shown(chart, with(others, bucket)))
                    .as("without " + figure)
                    .isNotEqualTo(shown(chart, bucket));
        }
    }

    private static Bucket with(Set<Figure> figures, Bucket bucket) {
        BucketSums one = new BucketSums(1, figures);
        one.add(List.of(bucket));
        return one.get(0);
    }

    /** Milliseconds over a number of conversations, divided once and rounded once, half up: towards the greater. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "1, 1, 0",
        "4, 1, 0",
        "5, 1, 0.01",
        "6, 1, 0.01",
        "10, 1, 0.01",
        "14, 1, 0.01",
        "15, 1, 0.02",
        "100, 1, 0.1",
        "1000, 1, 1",
        "1005, 1, 1",
        "1125, 1, 1.13",
        "53330, 1, 53.33",
        "106667, 2, 53.33",
        "10, 3, 0",
        "50, 3, 0.02",
        "20000, 3, 6.67",
        "10000000, 1, 10000",
        "10000000000, 1, 10000000",
        "12345678901234, 1, 12345678901.23",
        "1000000000000000, 1, 1000000000000",
        "-1, 1, 0",
        "-5, 1, 0",
        "-6, 1, -0.01",
        "-15, 1, -0.01",
        "-16, 1, -0.02",
        "-100, 1, -0.1",
        "-1125, 1, -1.12",
        "-5000, 1, -5",
        "-5000, 2, -2.5",
        "-20000, 3, -6.67",
        "-10000000000, 1, -10000000"
    })
    void shouldRoundToHundredthsOfASecond(long sumMillis, long count, String shown) {
        assertThat(shown(ChartName.Avg_chat_duration, chatDurations(count, sumMillis)))
                .isEqualTo(shown);
        assertThat(shown(
                        ChartName.Avg_first_response_time,
                        new Bucket(new Aggregate(count, 0, 0, 0, 0, count, sumMillis, 0, 0, 0, 0), 1)))
                .isEqualTo(shown);
        assertThat(shown(
                        ChartName.Avg_reaction_time,
                        new Bucket(
                                new Aggregate(count, 0, 0, 0, 0, 0, 0, 0, 0, count, sumMillis),
                                Bucket.NO_FIRST_RESPONSE)))
                .isEqualTo(shown);
        assertThat(shown(
                        ChartName.Avg_response_time,
                        new Bucket(
                                new Aggregate(count, 0, 0, 0, 0, 0, 0, count, sumMillis * 1_000, 0, 0),
                                Bucket.NO_FIRST_RESPONSE)))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "4999, 0",
        "5000, 0.01",
        "53333333, 53.33",
        "53335000, 53.34",
        "-4999, 0",
        "-5000, 0",
        "-5001, -0.01",
        "-5000000, -5"
    })
    void shouldTakeResponseTimesInMicroseconds(long micros, String shown) {
        assertThat(shown(
                        ChartName.Avg_response_time,
                        new Bucket(new Aggregate(1, 0, 0, 0, 0, 0, 0, 1, micros, 0, 0), Bucket.NO_FIRST_RESPONSE)))
                .isEqualTo(shown);
    }

    /** The smallest is shown as it is, however many there are; one below 0 is smaller. */
    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0.01", "1500, 1.5", "80000, 80", "-5, 0", "-6, -0.01", "-5000, -5"})
    void shouldShowTheSmallestFirstResponse(long bestMillis, String shown) {
        Bucket bucket = new Bucket(new Aggregate(9, 0, 0, 0, 0, 7, 777_777, 0, 0, 0, 0), bestMillis);

        assertThat(shown(ChartName.Best_first_response_time, bucket)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000000, 1000000", "10000000, 10000000", "9007199254740992, 9007199254740992"})
    void shouldWriteCountsWithoutExponent(long count, String shown) {
        Aggregate sums = new Aggregate(count, count, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        assertThat(shown(ChartName.Total_conversations, new Bucket(sums, Bucket.NO_FIRST_RESPONSE)))
                .isEqualTo(shown);
        assertThat(shown(ChartName.Total_messages, new Bucket(sums, Bucket.NO_FIRST_RESPONSE)))
                .isEqualTo(shown);
    }

    /** The contract's formula, worked anew, on random means; and never an exponent, a minus zero or three decimals. */
    @Test
    void isOneDivisionAndOneRounding() {
        long seed = 20_251_001;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            long sumMillis = random.nextLong(-1L << random.nextInt(1, 50), 1L << random.nextInt(1, 50));
            long count = random.nextLong(1, 1L << random.nextInt(1, 30));
            double rounded = Math.round(sumMillis / (count * 1000.0) * 100) / 100.0;

            assertThat(shown(ChartName.Avg_chat_duration, chatDurations(count, sumMillis)))
                    .as("seed %d: %d ms over %d", seed, sumMillis, count)
                    .matches("0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\\.[0-9]?[1-9]")
                    .isEqualTo(
                            rounded == 0
                                    ? "0"
                                    : new BigDecimal(rounded)
                                            .setScale(2, RoundingMode.HALF_EVEN)
                                            .stripTrailingZeros()
                                            .toPlainString());
        }
    }

    private static Bucket chatDurations(long count, long sumMillis) {
        return new Bucket(new Aggregate(count, 0, 0, count, sumMillis, 0, 0, 0, 0, 0, 0), Bucket.NO_FIRST_RESPONSE);
    }

    private static String shown(ChartName chart, Bucket bucket) {
        BucketSums buckets = new BucketSums(1, ChartValues.figures(chart));
        buckets.add(List.of(bucket));
        String json = new ChartBody(chart, List.of("10/1"), ChartValues.of(chart, buckets)).toJson();
        String before = "{\"chartLabel\":\"" + chart + "\",\"dataLabels\":[\"10/1\"],\"dataPoints\":[";
        String after = "],\"success\":true}";
        assertThat(json).startsWith(before).endsWith(after);
        return json.substring(before.length(), json.length() - after.length());
    }
}
