package dev.livechatmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.contender.Pass.Progress;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldDivideTheRatesOfOneRound() {
        Round round = new Round(
                Map.of(Measurement.PIPELINE, pass(1_000, 2 * SECOND), Measurement.LIMIT, pass(1_000, SECOND)));
        assertThat(figure("this pipeline / the limit", round)).isEqualTo(0.5);
    }

    @Test
    void aLongerTimeOfAnEventIsALargerFigure() {
        Round round =
                new Round(Map.of(Measurement.LONG, pass(1_000, 3 * SECOND), Measurement.SHORT, pass(1_000, SECOND)));
        assertThat(figure("time of an event, conversations of 10,000 / of 10", round))
                .isCloseTo(3, within(1e-9));
    }

    @Test
    void shouldCountChangelogsAloneAgainstTheInput() {
        Pass pass = new Pass(
                10, SECOND, SECOND, SECOND, 1_000, Map.of("a-changelog", 30L, "b-changelog", 70L, "c", 5L), List.of());
        assertThat(figure(
                        "bytes to changelogs / bytes of input, replay", new Round(Map.of(Measurement.PIPELINE, pass))))
                .isEqualTo(0.1);
    }

    /** 14,000 events: the first half at 1,000 a second, the second at 500. */
    @Test
    void shouldCompareTheEndOfALongLogWithItsBeginning() {
        List<Progress> progress = LongStream.rangeClosed(1, 140)
                .mapToObj(step -> new Progress(
                        step * 100, step <= 70 ? step * SECOND / 10 : 7 * SECOND + (step - 70) * SECOND / 5))
                .toList();
        Pass pass = new Pass(14_000, 21 * SECOND, SECOND, SECOND, 1_000, Map.of(), progress);
        Round round = new Round(Map.of(Measurement.HISTORY, pass));
        assertThat(Ratio.earlyRate(pass)).isCloseTo(1_000, within(1e-6));
        assertThat(Ratio.lateRate(pass)).isCloseTo(500, within(1e-6));
        assertThat(figure("events/s with 100 times the conversations stored", round))
                .isCloseTo(0.5, within(1e-9));
    }

    private static double figure(String title, Round round) {
        Ratio ratio = Ratio.ALL.stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow();
        assertThat(ratio.of()).isEqualTo(round.passes().keySet());
        return ratio.figure().applyAsDouble(round);
    }

    private static Pass pass(long events, long nanos) {
        return new Pass(events, nanos, nanos, nanos, 1, Map.of(), List.of());
    }
}
