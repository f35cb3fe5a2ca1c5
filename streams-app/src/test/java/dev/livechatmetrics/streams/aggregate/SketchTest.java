package dev.livechatmetrics.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A sketch depends on the set of contributions alone, and says of their times what they are, to within 1 %. */
class SketchTest {
    private static final long SEED = 20_261_003;

    @Test
    void anOrderOfAddingAndTakingAwayLeavesTheSameSketch() {
        Random random = new Random(SEED);
        for (int set = 0; set < 200; set++) {
            List<Contribution> kept = contributions(random, random.nextInt(30));
            List<Contribution> gone = contributions(random, random.nextInt(30));
            Sketch expected = sketch(kept);

            Sketch sketch = new Sketch();
            List<Contribution> all = new ArrayList<>(kept);
            all.addAll(gone);
            Collections.shuffle(all, random);
            all.forEach(one -> sketch.add(BinMoves.between(null, one)));
            Collections.shuffle(gone, random);
            gone.forEach(one -> sketch.add(BinMoves.between(one, null)));

            assertThat(sketch).as("seed %d, set %d", SEED, set).isEqualTo(expected);
            assertThat(sketch.encode()).isEqualTo(expected.encode());
            assertThat(Sketch.decode(sketch.encode())).isEqualTo(sketch);
        }
    }

    @Test
    void replacingIsTakingAwayAndAdding() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            Contribution before = contribution(random);
            Contribution after = contribution(random);
            Sketch sketch = sketch(List.of(before));
            byte[] was = sketch.encode();
            BinMoves moves = BinMoves.between(before, after);
            sketch.add(moves);

            assertThat(sketch).as("seed %d, %d", SEED, i).isEqualTo(sketch(List.of(after)));
            assertThat(moves.isNone()).isEqualTo(Sketch.decode(was).equals(sketch));
        }
    }

    @Test
    void sketchesOfPartsAddUpToTheWholes() {
        Random random = new Random(SEED);
        for (int set = 0; set < 200; set++) {
            List<Contribution> all = contributions(random, random.nextInt(60));
            int cut = random.nextInt(all.size() + 1);
            for (TimeFigure figure : TimeFigure.values()) {
                Sketch whole = new Sketch();
                whole.add(sketch(all), figure, 1);
                Sketch sum = new Sketch();
                sum.add(sketch(all.subList(cut, all.size())), figure, 1);
                sum.add(sketch(all.subList(0, cut)), figure, 1);
                assertThat(sum).as("seed %d, set %d", SEED, set).isEqualTo(whole);

                sum.add(whole, figure, -1);
                assertThat(sum.isEmpty()).isTrue();
            }
        }
    }

    @Test
    void percentilesAreWithinOnePercentOfTheNearestRank() {
        Random random = new Random(SEED);
        for (int set = 0; set < 300; set++) {
            List<Contribution> all = contributions(random, 1 + random.nextInt(80));
            Sketch sketch = sketch(all);
            for (TimeFigure figure : TimeFigure.values()) {
                long[] times = times(all, figure);
                assertThat(sketch.count(figure)).isEqualTo(times.length);
                for (int percent = 1; percent <= 99 && times.length > 0; percent++) {
                    long exact = times[(int) Math.ceil(times.length * percent / 100.0) - 1];
                    assertThat(sketch.percentile(figure, percent))
                            .as("seed %d, set %d, p%d of %s", SEED, set, percent, figure)
                            .isCloseTo((double) exact, within(Math.abs(exact) * 0.010_000_001));
                }
            }
        }
    }

    @Test
    void aShareCountsAllThatAreMoreThanOnePercentFromTheTarget() {
        Random random = new Random(SEED);
        for (int set = 0; set < 2_000; set++) {
            List<Contribution> all = contributions(random, 1 + random.nextInt(80));
            TimeFigure figure = List.of(TimeFigure.values()).get(random.nextInt(4));
            long[] times = times(all, figure);
            if (times.length == 0) {
                continue;
            }
            long target = random.nextBoolean() ? times[random.nextInt(times.length)] : random.nextInt(100_000);
            double least = 0;
            double most = 0;
            for (long time : times) {
                double near = 0.010_000_001 * Math.max(Math.abs(time), Math.abs(target));
                least += time <= target - near ? 1 : 0;
                most += time <= target + near ? 1 : 0;
            }
            assertThat((double) sketch(all).within(figure, target))
                    .as("seed %d, set %d, %s within %d", SEED, set, figure, target)
                    .isBetween(least, most);
        }
    }

    @Test
    void nothingIsMadeOfOtherVersions() {
        byte[] row = sketch(contributions(new Random(SEED), 3)).encode();
        row[0] = 9;

        assertThatExceptionOfType(UnknownVersionException.class)
                .isThrownBy(() -> Sketch.decode(row))
                .withMessageContaining("store sketches has version 9");
    }

    private static long[] times(List<Contribution> all, TimeFigure figure) {
        return all.stream()
                .mapToLong(figure::of)
                .filter(time -> time != 0)
                .sorted()
                .toArray();
    }

    private static Sketch sketch(List<Contribution> all) {
        Sketch sketch = new Sketch();
        all.forEach(one -> sketch.add(BinMoves.between(null, one)));
        return sketch;
    }

    private static List<Contribution> contributions(Random random, int count) {
        List<Contribution> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(contribution(random));
        }
        return all;
    }

    private static Contribution contribution(Random random) {
        return new Contribution("sales", 1, 3, 2, time(random), time(random), time(random) * 1_000, time(random));
    }

    /** Often missing, sometimes below 0, of all sizes. */
    private static long time(Random random) {
        long time = random.nextInt(1 << random.nextInt(1, 31));
        return random.nextInt(4) == 0 ? 0 : random.nextInt(10) == 0 ? -time : time;
    }
}
