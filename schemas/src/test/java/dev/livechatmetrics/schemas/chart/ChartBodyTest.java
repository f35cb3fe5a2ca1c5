package dev.livechatmetrics.schemas.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartBodyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "7, 7",
        "-7, -7",
        "53.33, 53.33",
        "53.30, 53.3",
        "0.01, 0.01",
        "-0.05, -0.05",
        "-12.5, -12.5",
        "9007199254740992, 9007199254740992",
        "1e15, 1000000000000000",
        "9999999999999.99, 9999999999999.99",
        "12345678901234.56, 12345678901234.56",
        "0.001, 0.001",
        "1.0e-7, 0.00000010"
    })
    void shouldWriteNumbersWithoutExponent(double number, String text) {
        assertThat(json(number)).isEqualTo(text);
    }

    /** Seeded: the same numbers in every run. */
    @Test
    void shouldWriteWhatIsRoundedToTwoDecimalsWithThese() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            long hundredths = random.nextLong(-1_000_000_000_000_000L, 1_000_000_000_000_000L) >> random.nextInt(50);
            String expected =
                    BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
            assertThat(json(hundredths / 100.0)).isEqualTo(expected);
        }
    }

    private static String json(double number) {
        String json = new ChartBody(ChartName.Avg_chat_duration, List.of("10/1"), number).toJson();
        String before = "{\"chartLabel\":\"Avg_chat_duration\",\"dataLabels\":[\"10/1\"],\"dataPoints\":[";
        String after = "],\"success\":true}";
        assertThat(json).startsWith(before).endsWith(after);
        return json.substring(before.length(), json.length() - after.length());
    }
}
