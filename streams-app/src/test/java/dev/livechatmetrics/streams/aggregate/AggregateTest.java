package dev.livechatmetrics.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** To run a failed law again, put the seed that it prints in place of the random one. */
final class AggregateTest {
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void shouldCountAConversationAndItsFigures() {
        assertThat(of(new Contribution("d1", 99, 4, 5, 600_000, 80_000, 53_333_333, 21_000)))
                .isEqualTo(new Aggregate(1, 4, 5, 1, 600_000, 1, 80_000, 1, 53_333_333, 1, 21_000));
        assertThat(of(new Contribution("", 99, 0, 0, -1, -2, -3, -4)))
                .isEqualTo(new Aggregate(1, 0, 0, 1, -1, 1, -2, 1, -3, 1, -4));
    }

    /** Each figure alone: a swap of two would show. */
    @Test
    void shouldLeaveOutFiguresThatAreZero() {
        assertThat(of(new Contribution("d1", 99, 0, 0, 0, 0, 0, 0)))
                .isEqualTo(new Aggregate(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(of(new Contribution("d1", 99, 0, 0, 7, 0, 0, 0)))
                .isEqualTo(new Aggregate(1, 0, 0, 1, 7, 0, 0, 0, 0, 0, 0));
        assertThat(of(new Contribution("d1", 99, 0, 0, 0, 7, 0, 0)))
                .isEqualTo(new Aggregate(1, 0, 0, 0, 0, 1, 7, 0, 0, 0, 0));
        assertThat(of(new Contribution("d1", 99, 0, 0, 0, 0, 7, 0)))
                .isEqualTo(new Aggregate(1, 0, 0, 0, 0, 0, 0, 1, 7, 0, 0));
        assertThat(of(new Contribution("d1", 99, 0, 0, 0, 0, 0, 7)))
                .isEqualTo(new Aggregate(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7));
    }

    @Test
    void aggregatesAreACommutativeMonoid() {
        for (int i = 0; i < 2_000; i++) {
            Aggregate a = anyAggregate();
            Aggregate b = anyAggregate();
            Aggregate c = anyAggregate();
            String place = "step " + i + ", seed " + seed;
            assertThat(a.plus(b)).as(place).isEqualTo(b.plus(a));
            assertThat(a.plus(b).plus(c)).as(place).isEqualTo(a.plus(b.plus(c)));
            assertThat(a.plus(Aggregate.ZERO)).as(place).isEqualTo(a);
        }
    }

    @Test
    void shouldAddEachFigureToItsOwn() {
        Aggregate primes = new Aggregate(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31);
        assertThat(primes.plus(new Aggregate(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
                .isEqualTo(new Aggregate(3, 5, 8, 11, 16, 19, 24, 27, 32, 39, 42));
    }

    /** Contributions that come, change and go leave exactly those that are there. */
    @Test
    void sumsDependOnTheContributionsThatStayAlone() {
        List<Contribution> there = new ArrayList<>();
        RunningBucket running = new RunningBucket(Bucket.EMPTY);
        for (int i = 0; i < 2_000; i++) {
            Contribution after = there.size() > 5 && random.nextInt(3) == 0 ? null : anyContribution();
            Contribution before =
                    there.size() > 5 && random.nextBoolean() ? there.remove(random.nextInt(there.size())) : null;
            running.replace(before, after);
            if (after != null) {
                there.add(after);
            }
            if (random.nextInt(20) == 0) {
                running = new RunningBucket(running.toBucket());
            }
        }
        Collections.shuffle(there, random);
        assertThat(running.toBucket().sums())
                .as("seed %d", seed)
                .isEqualTo(there.stream().map(AggregateTest::of).reduce(Aggregate.ZERO, Aggregate::plus));
    }

    @Test
    void bytesGiveBackEveryAggregate() {
        long max = Long.MAX_VALUE;
        long min = Long.MIN_VALUE;
        List<Aggregate> aggregates = new ArrayList<>(List.of(
                Aggregate.ZERO,
                new Aggregate(max, max, max, max, max, max, max, max, max, max, max),
                new Aggregate(max, 0, max, 0, min, 1, min, 0, min, 127, min),
                new Aggregate(1, 127, 128, 16_383, -1, 16_384, -64, 1, -65, 1, 64)));
        for (int i = 0; i < 2_000; i++) {
            aggregates.add(storedAggregate());
        }
        for (Aggregate aggregate : aggregates) {
            BinaryWriter writer = new BinaryWriter(1);
            aggregate.encode(writer);
            BinaryReader reader = new BinaryReader(writer.toBytes());
            assertThat(Aggregate.decode(reader)).as("seed %d", seed).isEqualTo(aggregate);
            assertThat(reader.hasMore()).as("bytes left").isFalse();
        }
    }

    /** A count below zero can only be a mistake, and is not stored as some huge number. */
    @Test
    void shouldRefuseToStoreANegativeCount() {
        RunningBucket negative = new RunningBucket(Bucket.EMPTY);
        negative.replace(anyContribution(), null);
        assertThatThrownBy(() -> negative.toBucket().encode())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative: -1");
    }

    @Test
    void bucketsMergeExactlyWhateverTheirOrder() {
        for (int i = 0; i < 1_000; i++) {
            List<Bucket> parts = new ArrayList<>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                parts.add(anyBucket());
            }
            Bucket merged = parts.stream().reduce(Bucket.EMPTY, Bucket::merge);
            Collections.shuffle(parts, random);
            int cut = random.nextInt(parts.size());
            Bucket left = parts.subList(0, cut).stream().reduce(Bucket.EMPTY, Bucket::merge);
            Bucket right = parts.subList(cut, parts.size()).stream().reduce(Bucket.EMPTY, Bucket::merge);
            assertThat(left.merge(right)).as("seed %d", seed).isEqualTo(merged);
            assertThat(merged.bestFirstResponseMillis())
                    .isEqualTo(parts.stream()
                            .mapToLong(Bucket::bestFirstResponseMillis)
                            .min()
                            .orElseThrow());
            assertThat(Bucket.decode(merged.encode())).as("seed %d", seed).isEqualTo(merged);
        }
    }

    @Test
    void shouldKeepTheSmallestFirstResponseBelowZeroAndItsAbsence() {
        Bucket none = new Bucket(of(new Contribution("d", 1, 1, 1, 9, 0, 9, 9)), Bucket.NO_FIRST_RESPONSE);
        Bucket negative = new Bucket(of(new Contribution("d", 1, 1, 1, 9, -7, 9, 9)), -7);
        assertThat(Bucket.decode(none.encode())).isEqualTo(none);
        assertThat(Bucket.decode(negative.encode())).isEqualTo(negative);
        assertThat(none.merge(negative).bestFirstResponseMillis()).isEqualTo(-7);
        assertThat(Bucket.EMPTY.isEmpty()).isTrue();
        assertThat(none.isEmpty()).isFalse();
    }

    @Test
    void shouldRefuseARowOfAnotherVersionAndSayWhatToDo() {
        byte[] row = Bucket.EMPTY.encode();
        row[0] = 2;
        assertThatThrownBy(() -> Bucket.decode(row))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageStartingWith("A row of the stores department-days or department-quarter-hours has version 2;"
                        + " this build knows version 1.");
    }

    @Test
    void shouldFollowTheSmallestFirstResponseAndSayWhenItMayBeGone() {
        RunningBucket running = new RunningBucket(Bucket.EMPTY);
        assertThat(running.replace(null, first(0))).isFalse();
        assertThat(best(running)).as("0 is missing").isEqualTo(Bucket.NO_FIRST_RESPONSE);
        assertThat(running.replace(null, first(50))).isFalse();
        assertThat(running.replace(null, first(70))).isFalse();
        assertThat(best(running)).isEqualTo(50);
        assertThat(running.replace(first(70), first(60))).isFalse();
        assertThat(running.replace(first(60), first(-5))).isFalse();
        assertThat(best(running)).isEqualTo(-5);
        assertThat(running.replace(first(-5), first(-6)))
                .as("replaced by a smaller one")
                .isFalse();
        assertThat(best(running)).isEqualTo(-6);
        assertThat(running.replace(first(-6), first(-6)))
                .as("replaced by the same")
                .isFalse();
        assertThat(running.replace(first(-6), first(80))).isTrue();
        running.setBest(50);
        assertThat(running.replace(first(50), null)).isTrue();
        running.setBest(80);
        assertThat(best(running)).isEqualTo(80);
        assertThat(running.isEmpty()).isFalse();
        assertThat(running.replace(first(80), null)).isTrue();
        assertThat(running.replace(first(0), null)).isFalse();
        assertThat(running.isEmpty()).isTrue();
    }

    private static Contribution first(long millis) {
        return new Contribution("d", 1, 1, 1, 9, millis, 9, 9);
    }

    private static long best(RunningBucket running) {
        return running.toBucket().bestFirstResponseMillis();
    }

    private static Aggregate of(Contribution contribution) {
        RunningBucket running = new RunningBucket(Bucket.EMPTY);
        running.replace(null, contribution);
        return running.toBucket().sums();
    }

    private Bucket anyBucket() {
        Contribution contribution = anyContribution();
        long first = contribution.firstResponseMillis();
        return new Bucket(of(contribution), first == 0 ? Bucket.NO_FIRST_RESPONSE : first);
    }

    private Contribution anyContribution() {
        return new Contribution(
                "d", random.nextLong(), random.nextInt(50), random.nextInt(50), figure(), figure(), figure(), figure());
    }

    private long figure() {
        return random.nextInt(4) == 0 ? 0 : random.nextLong() >> (8 + random.nextInt(56));
    }

    /** As a difference may be: any sign everywhere. */
    private Aggregate anyAggregate() {
        long[] n = LongStream.generate(this::figure).limit(11).toArray();
        return new Aggregate(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
    }

    /** As a row may be: counts are not negative. */
    private Aggregate storedAggregate() {
        Aggregate any = anyAggregate();
        return new Aggregate(
                Math.abs(any.conversations()),
                Math.abs(any.messages()),
                Math.abs(any.visitorMessages()),
                Math.abs(any.chatDurations()),
                any.chatDurationMillis(),
                Math.abs(any.firstResponses()),
                any.firstResponseMillis(),
                Math.abs(any.averageResponses()),
                any.averageResponseMicros(),
                Math.abs(any.firstReactions()),
                any.firstReactionMillis());
    }
}
