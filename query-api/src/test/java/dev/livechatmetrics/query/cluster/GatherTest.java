package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GatherTest {
    private static final Question<BucketSums> QUESTION = new Question<>(
            new BucketsQuery(null, ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2)),
            InputPositions.NONE);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(60);

    /** Answers round after round as told, the last for ever, and remembers who was asked. */
    private static final class FakeReads implements PartitionReads {
        private final List<Map<Integer, PartitionRead<Partial<BucketSums>>>> rounds;
        private final List<Set<Integer>> asked = new ArrayList<>();
        private final List<Question<?>> questions = new ArrayList<>();
        private int roundThatLastsToTheEnd;

        @SafeVarargs
        @SuppressWarnings("varargs") // only read
        private FakeReads(Map<Integer, PartitionRead<Partial<BucketSums>>>... rounds) {
            this.rounds = List.of(rounds);
        }

        @Override
        @SuppressWarnings("unchecked") // nothing else is asked in these tests
        public <T> Map<Integer, PartitionRead<Partial<T>>> read(
                Question<T> question, Set<Integer> partitions, long deadlineNanos) {
            questions.add(question);
            asked.add(Set.copyOf(partitions));
            while (asked.size() == roundThatLastsToTheEnd && System.nanoTime() - deadlineNanos < 0) {
                Thread.onSpinWait();
            }
            return (Map<Integer, PartitionRead<Partial<T>>>)
                    (Map<Integer, ?>) rounds.get(Math.min(asked.size(), rounds.size()) - 1);
        }
    }

    @Test
    void shouldMergeAllPartitionsOfOneRound() {
        FakeReads reads = new FakeReads(Map.of(0, answer(1, 20), 1, answer(300, 4_000), 2, answer(0, 50_000)));

        assertThat(new Gather(reads, Set.of(0, 1, 2), LONG).gather(QUESTION)).isEqualTo(whole(301, 54_020));
        assertThat(reads.asked).containsExactly(Set.of(0, 1, 2));
        assertThat(reads.questions).containsExactly(QUESTION);
    }

    @Test
    void shouldAskOnlyThoseAgainThatWereMissing() {
        FakeReads reads = new FakeReads(
                Map.of(0, answer(1, 1), 1, missing("restoring"), 2, answer(10, 10), 3, missing("no host")),
                Map.of(1, missing("restoring"), 3, missing("no host")),
                Map.of(1, answer(100, 100), 3, missing("no host")),
                Map.of(3, answer(1_000, 1_000)));

        assertThat(new Gather(reads, Set.of(0, 1, 2, 3), LONG).gather(QUESTION)).isEqualTo(whole(1_111, 1_111));
        assertThat(reads.asked).containsExactly(Set.of(0, 1, 2, 3), Set.of(1, 3), Set.of(1, 3), Set.of(3));
    }

    @Test
    void shouldNameEachPartitionThatIsMissingInTheEndAndMergeNoPart() {
        FakeReads reads = new FakeReads(
                Map.of(0, answer(1, 1), 1, missing("at first another reason"), 2, missing("NOT_ACTIVE")),
                Map.of(1, missing("NOT_PRESENT: being restored"), 2, missing("NOT_ACTIVE")));

        assertThat(new Gather(reads, Set.of(0, 1, 2), SHORT).gather(QUESTION))
                .isEqualTo(new Gathered.Incomplete<>(Map.of(1, "NOT_PRESENT: being restored", 2, "NOT_ACTIVE")));
        assertThat(reads.asked).hasSizeGreaterThan(1);
        assertThat(reads.asked.subList(1, reads.asked.size())).containsOnly(Set.of(1, 2));
    }

    @Test
    void shouldGiveUpOnlyWhenTheTimeIsUpAndThenSoon() {
        Duration timeout = Duration.ofMillis(300);
        FakeReads reads = new FakeReads(Map.of(0, missing("never there")));
        long startNanos = System.nanoTime();

        Gathered<BucketSums> gathered = new Gather(reads, Set.of(0), timeout).gather(QUESTION);

        // The last pause, of at most 100 ms, is not begun where it would end too late.
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isBetween(timeout.minusMillis(100), timeout.plusSeconds(10));
        assertThat(gathered).isInstanceOf(Gathered.Incomplete.class);
        // Pauses grow, so that waiting costs the stores little.
        assertThat(reads.asked).hasSizeBetween(2, 14);
    }

    /** A call that has a millisecond left says that it had no answer, whatever is wrong. */
    @Test
    void shouldKeepTheReasonsOfTheRoundBeforeTheOneThatTheEndCutShort() {
        FakeReads reads = new FakeReads(
                Map.of(0, missing("shows a wrong certificate"), 1, missing("restoring")),
                Map.of(0, missing("does not answer within 1 ms"), 1, answer(1, 1)));
        reads.roundThatLastsToTheEnd = 2;

        assertThat(new Gather(reads, Set.of(0, 1), SHORT).gather(QUESTION))
                .isEqualTo(new Gathered.Incomplete<>(Map.of(0, "shows a wrong certificate")));
        assertThat(reads.asked).hasSize(2);
    }

    @Test
    void shouldAskOnceWithoutTimeToWait() {
        FakeReads reads = new FakeReads(Map.of(0, missing("restoring")), Map.of(0, answer(1, 1)));

        assertThat(new Gather(reads, Set.of(0), Duration.ZERO).gather(QUESTION))
                .isEqualTo(new Gathered.Incomplete<>(Map.of(0, "restoring")));
        assertThat(reads.asked).hasSize(1);
    }

    @Test
    void shouldTakeAPartitionWithoutAResultForMissing() {
        FakeReads nothing = new FakeReads(Map.of(1, answer(1, 1)));

        assertThat(new Gather(nothing, Set.of(0, 1), SHORT).gather(QUESTION))
                .isEqualTo(new Gathered.Incomplete<>(Map.of(0, "no result")));
    }

    /** Two hosts may both believe that a partition is theirs, or one answer late to an earlier round. */
    @Test
    void shouldCountAPartitionOnceThatAnswersTwice() {
        FakeReads reads = new FakeReads(
                Map.of(0, answer(1, 1), 1, missing("moving")), Map.of(0, answer(1, 1), 1, answer(10, 10)));

        assertThat(new Gather(reads, Set.of(0, 1), LONG).gather(QUESTION)).isEqualTo(whole(11, 11));
    }

    @Test
    void shouldNotCountAPartitionThatIsNotOneOfThem() {
        FakeReads reads = new FakeReads(Map.of(0, answer(1, 1), 7, answer(10, 10)));

        assertThat(new Gather(reads, Set.of(0), LONG).gather(QUESTION)).isEqualTo(whole(1, 1));
    }

    @Test
    void shouldStopWaitingWhenInterrupted() {
        FakeReads reads = new FakeReads(Map.of(0, missing("restoring")));
        Thread.currentThread().interrupt();
        try {
            assertThat(new Gather(reads, Set.of(0), LONG).gather(QUESTION))
                    .isEqualTo(new Gathered.Incomplete<>(Map.of(0, "restoring")));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void shouldAnswerAnewEachTime() {
        FakeReads reads = new FakeReads(Map.of(0, answer(1, 1)), Map.of(0, answer(2, 2)));
        Gather gather = new Gather(reads, Set.of(0), LONG);

        assertThat(gather.gather(QUESTION)).isEqualTo(whole(1, 1));
        assertThat(gather.gather(QUESTION)).isEqualTo(whole(2, 2));
    }

    /** A date that the zone skipped has no hours. */
    @Test
    void shouldMergeAnswersWithoutPoints() {
        FakeReads reads = new FakeReads(Map.of(0, answer(List.of()), 1, answer(List.of())));

        assertThat(new Gather(reads, Set.of(0, 1), LONG).gather(QUESTION)).isEqualTo(whole(List.of()));
    }

    @Test
    void shouldRefuseAnswersOfDifferentLengths() {
        FakeReads reads = new FakeReads(Map.of(0, answer(1, 1), 1, answer(List.of(bucket(1, 1)))));

        assertThatIllegalStateException()
                .isThrownBy(() -> new Gather(reads, Set.of(0, 1), LONG).gather(QUESTION))
                .withMessageContaining("2 and 1");
    }

    @Test
    void shouldNotTakeNoPartitionsForTheWhole() {
        FakeReads reads = new FakeReads(Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> new Gather(reads, Set.of(), LONG));
    }

    /** A bug is not an absence: it must not be waited for, nor read as a missing partition. */
    @Test
    void shouldLetABugThrough() {
        PartitionReads broken = new PartitionReads() {
            @Override
            public <T> Map<Integer, PartitionRead<Partial<T>>> read(
                    Question<T> question, Set<Integer> partitions, long deadlineNanos) {
                throw new UnsupportedOperationException("a bug");
            }
        };

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new Gather(broken, Set.of(0), LONG).gather(QUESTION));
    }

    /** However buckets lie over partitions and in whatever round they come, the sums are those of all of them. */
    @Test
    void mergesExactly() {
        long seed = 20_251_001;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            int partitions = random.nextInt(1, 9);
            Bucket first = Bucket.EMPTY;
            Bucket second = Bucket.EMPTY;
            Map<Integer, PartitionRead<Partial<BucketSums>>> late = new HashMap<>();
            Map<Integer, PartitionRead<Partial<BucketSums>>> early = new HashMap<>();
            for (int partition = 0; partition < partitions; partition++) {
                Bucket one = random(random);
                Bucket two = random.nextInt(4) == 0 ? Bucket.EMPTY : random(random);
                first = first.merge(one);
                second = second.merge(two);
                late.put(partition, answer(List.of(one, two)));
                early.put(partition, random.nextBoolean() ? late.get(partition) : missing("not yet"));
            }

            assertThat(new Gather(new FakeReads(early, late), late.keySet(), LONG).gather(QUESTION))
                    .as("seed %d, set %d", seed, i)
                    .isEqualTo(whole(List.of(first, second)));
        }
    }

    private static Gathered<BucketSums> whole(long first, long second) {
        return whole(List.of(bucket(first, first), bucket(second, second)));
    }

    private static Gathered<BucketSums> whole(List<Bucket> buckets) {
        return new Gathered.Whole<>(ToldPartitions.buckets(buckets), InputPositions.NONE, 0);
    }

    private static PartitionRead<Partial<BucketSums>> answer(long first, long second) {
        return answer(List.of(bucket(first, first), bucket(second, second)));
    }

    private static PartitionRead<Partial<BucketSums>> answer(List<Bucket> buckets) {
        return new Answer<>(new Partial<>(ToldPartitions.buckets(buckets), InputPosition.START, 0));
    }

    private static PartitionRead<Partial<BucketSums>> missing(String reason) {
        return new Missing<>(reason);
    }

    private static Bucket bucket(long conversations, long messages) {
        return new Bucket(new Aggregate(conversations, messages, 0, 0, 0, 0, 0, 0, 0, 0, 0), Bucket.NO_FIRST_RESPONSE);
    }

    private static Bucket random(SplittableRandom random) {
        return new Bucket(
                new Aggregate(
                        random.nextLong(1_000),
                        random.nextLong(1_000),
                        random.nextLong(1_000),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 50, 1L << 50),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 50, 1L << 50),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 55, 1L << 55),
                        random.nextLong(1_000),
                        random.nextLong(-1L << 50, 1L << 50)),
                random.nextLong(-1_000_000, 1_000_000));
    }
}
