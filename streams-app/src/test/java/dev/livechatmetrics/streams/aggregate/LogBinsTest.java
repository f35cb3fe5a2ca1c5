package dev.livechatmetrics.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogBinsTest {
    private static final long SEED = 20_261_002;

    /** Every number up to ten thousand, and random ones of any size. */
    @Test
    void theMiddleOfABinIsWithinOnePercentOfEveryNumberInIt() {
        for (long number = 1; number <= 10_000; number++) {
            check(number);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200_000; i++) {
            check(random.nextLong(1, Long.MAX_VALUE) >>> random.nextInt(62));
        }
    }

    private static void check(long number) {
        if (number == 0) {
            return;
        }
        int bin = LogBins.of(number);
        assertThat(LogBins.middle(bin))
                .as("seed %d: %d", SEED, number)
                .isCloseTo((double) number, within(number * 0.010_000_001));
        assertThat(LogBins.of(-number)).isEqualTo(-bin);
        assertThat(LogBins.middle(-bin)).isEqualTo(-LogBins.middle(bin));
    }

    @Test
    void binsAreInTheOrderOfTheirNumbers() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200_000; i++) {
            long one = random.nextLong() >> random.nextInt(63);
            long other = one + 1 + (random.nextLong(1L << 40) >>> random.nextInt(40));
            if (one != 0 && other != 0 && one < other) {
                assertThat(LogBins.of(one))
                        .as("seed %d: %d and %d", SEED, one, other)
                        .isLessThanOrEqualTo(LogBins.of(other));
            }
        }
    }

    @Test
    void zeroIsInNone() {
        assertThat(LogBins.of(0)).isEqualTo(LogBins.NONE);
    }

    /** What is stored is a bin's number: were one bound another, what was counted could not be taken back. */
    @Test
    void theBoundsAreThoseOfWhatIsStored() {
        long hash = 0;
        for (long number = 1; number < Long.MAX_VALUE / 2; number += 1 + number / 1_000) {
            hash = 31 * hash + LogBins.of(number);
        }
        assertThat(LogBins.MOST).isEqualTo(2_185);
        assertThat(hash).isEqualTo(-8_686_573_729_818_355_532L);
    }
}
