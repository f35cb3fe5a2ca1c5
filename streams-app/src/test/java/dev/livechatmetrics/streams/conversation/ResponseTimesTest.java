package dev.livechatmetrics.streams.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mean of response times; the turns themselves are in {@link ConversationTest}. */
final class ResponseTimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 7, 0",
        "1, 1, 1000",
        "1, 2, 500",
        "1, 3, 333",
        "2, 3, 667",
        "160000, 3, 53333333",
        "999, 1000, 999",
        "1, 2000, 1",
        "1, 2001, 0",
        "3, 2000, 2",
        "5, 2000, 3",
        "-1, 1, -1000",
        "-1, 3, -333",
        "-2, 3, -667",
        // Half up is towards the greater number, as Math.round does it.
        "-1, 2000, 0",
        "-3, 2000, -1",
        "-5, 2000, -2",
        "-1001, 2000000, -1",
        "9223372036854775807, 1000000000, 9223372036855",
        "-9223372036854775808, 1000000000, -9223372036855",
        "9223372036854775, 1, 9223372036854775000",
        "-9223372036854775, 1, -9223372036854775000",
        "9223372036854775807, 1001, 9214157878975800007",
    })
    void shouldRoundTheMeanHalfUp(long responseMillis, long responses, long expectedMicros) {
        assertThat(averageMicros(responseMillis, responses)).isEqualTo(expectedMicros);
    }

    @Test
    void agreesWithExactArithmetic() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            long responses = 1 + (random.nextLong() >>> (24 + random.nextInt(39)));
            long responseMillis = random.nextLong() >> random.nextInt(64);
            if (random.nextInt(4) == 0) {
                // An odd number of halves of a microsecond: the very place where ways of rounding differ.
                responses = 2_000L * (1 + random.nextInt(1_000));
                responseMillis = responses / 2_000 * (2L * random.nextInt() + 1);
            }
            BigDecimal micros = exactMicros(responseMillis, responses);
            if (micros.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                long actual = averageMicros(responseMillis, responses);
                if (actual != micros.longValueExact()) {
                    fail("%d / %d is rounded to %d, not %s; seed %d", responseMillis, responses, actual, micros, seed);
                }
            }
        }
    }

    /** floor(x + 1/2) */
    private static BigDecimal exactMicros(long responseMillis, long responses) {
        return BigDecimal.valueOf(responseMillis)
                .multiply(BigDecimal.valueOf(2_000))
                .add(BigDecimal.valueOf(responses))
                .divide(BigDecimal.valueOf(responses).multiply(BigDecimal.valueOf(2)), 0, RoundingMode.FLOOR);
    }

    private static long averageMicros(long responseMillis, long responses) {
        return new ResponseTimes(
                        0, 0, 0, ResponseTimes.NO_JOIN, responses, responseMillis, 0, 0, ResponseTimes.NO_JOIN, 0)
                .averageMicros();
    }
}
