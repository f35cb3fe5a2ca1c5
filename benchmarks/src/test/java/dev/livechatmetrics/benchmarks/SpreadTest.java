package dev.livechatmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void shouldFindTheMiddleOfAnOddNumberOfRounds() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0), Double::doubleValue)).isEqualTo(new Spread(3, 1, 5));
    }

    @Test
    void shouldHalveBetweenTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0), Double::doubleValue)).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void theMedianIsOutsideWhereAllRoundsFallOnOneSide() {
        assertThat(Spread.certainty(1)).isZero();
        assertThat(Spread.certainty(2)).isEqualTo(0.5);
        assertThat(Spread.certainty(5)).isEqualTo(1 - 2 / 32.0);
    }
}
