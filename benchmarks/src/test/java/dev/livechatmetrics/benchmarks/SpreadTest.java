package dev.livechatmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void shouldFindTheMiddleOfAnOddNumberOfRounds() {
        assertThat(spread(5, 1, 3).median()).isEqualTo(3);
    }

    @Test
    void shouldHalveBetweenTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(spread(4, 1, 2, 9).median()).isEqualTo(3);
    }

    /** The median lies outside where all five fall on one side of it: twice in 2⁵ times. */
    @Test
    void fiveRoundsGiveTheirEnds() {
        Spread five = spread(5, 1, 3, 2, 4);
        assertThat(five.low()).isEqualTo(1);
        assertThat(five.high()).isEqualTo(5);
        assertThat(five.certainty()).isCloseTo(0.9375, within(1e-9));
    }

    /** The tables of the sign test: 8 figures, the second to the seventh: 1 − 2 · (1 + 8) / 2⁸. */
    @Test
    void moreRoundsLeaveTheirEndsOut() {
        Spread eight = spread(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(eight.low()).isEqualTo(2);
        assertThat(eight.high()).isEqualTo(7);
        assertThat(eight.certainty()).isCloseTo(0.9297, within(1e-4));
    }

    @Test
    void oneRoundIsNoInterval() {
        assertThat(spread(7)).isEqualTo(new Spread(7, 7, 7, 0));
    }

    @Test
    void manyRoundsKeepTheCertainty() {
        Spread hundred = Spread.of(IntStream.rangeClosed(1, 100).boxed().toList(), Integer::doubleValue);
        assertThat(hundred.low()).isEqualTo(42);
        assertThat(hundred.high()).isEqualTo(59);
        assertThat(hundred.certainty()).isBetween(0.9, 0.92);
    }

    private static Spread spread(double... figures) {
        return Spread.of(IntStream.range(0, figures.length).boxed().toList(), round -> figures[round]);
    }
}
