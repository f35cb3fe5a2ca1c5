package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    /** The reference implementation's first numbers for the seed 1234567. */
    @Test
    void shouldGiveThePublishedSequence() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
        assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void shouldGiveTheNumbersThatTheJdkGivesToday() {
        SplitMix64 ours = new SplitMix64(42);
        SplittableRandom theirs = new SplittableRandom(42);
        for (int i = 0; i < 1000; i++) {
            assertThat(ours.nextLong()).isEqualTo(theirs.nextLong());
        }
    }

    @Test
    void shouldKeepToItsDistributions() {
        SplitMix64 random = new SplitMix64(7);
        int count = 100_000;
        double sum = 0;
        double squares = 0;
        double exponentials = 0;
        int[] below = new int[10];
        for (int i = 0; i < count; i++) {
            double gaussian = random.gaussian();
            sum += gaussian;
            squares += gaussian * gaussian;
            exponentials += random.exponential();
            below[random.below(10)]++;
            assertThat(random.logNormalMillis(10, 2, 1, 100)).isBetween(1000L, 100_000L);
        }
        assertThat(sum / count).isCloseTo(0, within(0.02));
        assertThat(squares / count).isCloseTo(1, within(0.03));
        assertThat(exponentials / count).isCloseTo(1, within(0.02));
        for (int times : below) {
            assertThat(times).isBetween(9_600, 10_400);
        }
    }

    @Test
    void shouldMakeIdsLikeRocketChats() {
        SplitMix64 random = new SplitMix64(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.id()).matches("[23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz]{17}");
        }
    }
}
