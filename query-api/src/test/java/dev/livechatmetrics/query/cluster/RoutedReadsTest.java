package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.runtime.Placement;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Who is asked for which partition, in which order, and what comes of it. The instances are fakes: {@code a} is this one,
 * {@code b}, {@code c} and {@code d} are others.
 */
final class RoutedReadsTest {
    private static final Endpoint A = new Endpoint("a", 1);
    private static final Endpoint B = new Endpoint("b", 1);
    private static final Endpoint C = new Endpoint("c", 1);
    private static final Endpoint D = new Endpoint("d", 1);
    private static final BucketsQuery QUERY =
            new BucketsQuery(null, ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2));

    private final FakeCluster cluster = new FakeCluster();

    @Test
    void shouldReadItsOwnPartitionsInProcessAndAskNobody() {
        cluster.running(A, 0, 1);

        assertThat(read(0, 1)).isEqualTo(Map.of(0, "a", 1, "a"));
        assertThat(cluster.calls).isEmpty();
        assertThat(cluster.located).as("not even who has them").isZero();
    }

    @Test
    void shouldAskEachInstanceOnceForAllOfItsPartitions() {
        cluster.running(A, 0);
        cluster.running(B, 1, 2);
        cluster.running(C, 3, 4);

        assertThat(read(0, 1, 2, 3, 4)).isEqualTo(Map.of(0, "a", 1, "b", 2, "b", 3, "c", 4, "c"));
        assertThat(cluster.calls).containsExactlyInAnyOrder("b [1, 2]", "c [3, 4]");
    }

    @Test
    void shouldAskAgainOnFreshMetadataWhereAPartitionHasMoved() {
        cluster.running(C, 1);
        cluster.known = placement(Map.of(1, B), Map.of());
        cluster.fresh = placement(Map.of(1, C), Map.of());

        assertThat(read(1)).isEqualTo(Map.of(1, "c"));
        assertThat(cluster.calls).containsExactly("b [1]", "c [1]");
    }

    @Test
    void shouldAskAStandbyWhereTheActiveDoesNotAnswer() {
        cluster.dead.add(B);
        cluster.copies(C, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C)));

        assertThat(read(1)).isEqualTo(Map.of(1, "copy at c"));
        assertThat(cluster.calls).containsExactly("b [1]", "c [1 copy]");
    }

    @Test
    void shouldPreferItsOwnCopyToAnothers() {
        cluster.dead.add(B);
        cluster.copies(A, 1);
        cluster.copies(C, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C, A)));

        assertThat(read(1)).isEqualTo(Map.of(1, "copy at a"));
        assertThat(cluster.calls).containsExactly("b [1]");
    }

    @Test
    void shouldNotTakeACopyWhereARunningTaskAnswers() {
        cluster.running(B, 1);
        cluster.copies(A, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(A)));

        assertThat(read(1)).isEqualTo(Map.of(1, "b"));
    }

    @Test
    void shouldGoThroughAllStandbysInTheirOrder() {
        cluster.dead.add(B);
        cluster.copies(D, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C, D)));

        assertThat(read(1)).isEqualTo(Map.of(1, "copy at d"));
        assertThat(cluster.calls).containsExactly("b [1]", "c [1 copy]", "d [1 copy]");
    }

    /** It may be restoring still: what it has of the rows may do. */
    @Test
    void shouldAskTheActiveForACopyWhereItHasNoRunningTask() {
        cluster.copies(B, 1);
        cluster.known = placement(Map.of(1, B), Map.of());

        assertThat(read(1)).isEqualTo(Map.of(1, "copy at b"));
        assertThat(cluster.calls).containsExactly("b [1]", "b [1 copy]");
    }

    @Test
    void shouldTakeOneAnswerAPartitionAndKeepThoseThatCame() {
        cluster.running(A, 0);
        cluster.running(B, 1);
        cluster.copies(C, 1, 2);
        cluster.known = placement(Map.of(1, B, 2, B), Map.of(1, List.of(C), 2, List.of(C)));

        assertThat(read(0, 1, 2)).isEqualTo(Map.of(0, "a", 1, "b", 2, "copy at c"));
        assertThat(cluster.calls).containsExactly("b [1, 2]", "c [2 copy]");
    }

    @Test
    void shouldSayWhyEachInstanceWasPassedOver() {
        cluster.dead.add(B);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C)));

        assertThat(read(1))
                .isEqualTo(Map.of(1, "here: not running here; b:1: is dead, says the fake; c:1: no copy here"));
    }

    @Test
    void shouldSayThatNobodyIsKnownToHaveAPartition() {
        assertThat(read(7).get(7)).contains("Kafka: names no instance that has it");
    }

    @Test
    void shouldSayThatAnotherMayHaveTheSameAddress() {
        cluster.known = placement(Map.of(1, A), Map.of());

        assertThat(read(1).get(1)).contains("Kafka: names this instance").contains("same APPLICATION_SERVER");
        assertThat(cluster.calls).isEmpty();
    }

    @Test
    void shouldPassOverWhoeverHasNotReadFarEnough() {
        cluster.running(B, 1);
        cluster.position(B, new InputPosition(9, 20));
        cluster.known = placement(Map.of(1, B), Map.of());

        assertThat(read(new InputPositions(new TreeMap<>(Map.of(1, new InputPosition(9, 20)))), 1))
                .isEqualTo(Map.of(1, "b"));
        assertThat(read(new InputPositions(new TreeMap<>(Map.of(1, new InputPosition(10, 3)))), 1)
                        .get(1))
                .contains("b:1: has read conversations up to 9 and messages up to 20, not yet up to 10 and 3");
    }

    @Test
    void shouldAskThoseThatDidNotAnswerOfLateLast() {
        cluster.dead.add(B);
        cluster.copies(C, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C)));
        read(1);
        cluster.calls.clear();

        assertThat(read(1)).isEqualTo(Map.of(1, "copy at c"));
        assertThat(cluster.calls).containsExactly("c [1 copy]");
    }

    @Test
    void shouldHoldNothingAgainstThoseThatHadNoTimeToAnswer() {
        cluster.dead.add(B);
        cluster.copies(C, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C)));
        cluster.reads().read(new Question<>(QUERY, InputPositions.NONE), Set.of(1), System.nanoTime() - 1);
        cluster.dead.clear();
        cluster.running(B, 1);

        assertThat(read(1)).isEqualTo(Map.of(1, "b"));
    }

    @Test
    void shouldStillAskThoseThatDidNotAnswerWhereNobodyElseHasIt() {
        cluster.dead.add(B);
        cluster.known = placement(Map.of(1, B), Map.of());
        read(1);
        cluster.dead.clear();
        cluster.running(B, 1);

        assertThat(read(1)).isEqualTo(Map.of(1, "b"));
    }

    @Test
    void shouldAskNobodyWhenTheTimeIsUp() {
        cluster.dead.add(B);
        cluster.copies(C, 1);
        cluster.known = placement(Map.of(1, B), Map.of(1, List.of(C)));

        assertThat(cluster.reads()
                        .read(new Question<>(QUERY, InputPositions.NONE), Set.of(1), System.nanoTime() - 1)
                        .get(1))
                .isInstanceOf(Missing.class);
        assertThat(cluster.calls).containsExactly("b [1]");
    }

    private Map<Integer, String> read(Integer... partitions) {
        return read(InputPositions.NONE, partitions);
    }

    /** Who answered each partition, or why it is missing. */
    private Map<Integer, String> read(InputPositions atLeast, Integer... partitions) {
        Map<Integer, String> who = new HashMap<>();
        cluster.reads()
                .read(
                        new Question<>(QUERY, atLeast),
                        Set.of(partitions),
                        System.nanoTime() + Duration.ofMinutes(1).toNanos())
                .forEach((partition, read) -> who.put(
                        partition,
                        read instanceof Answer<Partial<BucketSums>> answer
                                ? cluster.whoSays(answer.value())
                                : ((Missing<Partial<BucketSums>>) read).reason()));
        return who;
    }

    private static Placement placement(Map<Integer, Endpoint> actives, Map<Integer, List<Endpoint>> standbys) {
        return new Placement(A, actives, standbys);
    }

    /** Instances that answer for what they are told to have, each with a number of conversations of its own. */
    private static final class FakeCluster implements Locator, Peers {
        private final List<Endpoint> instances = List.of(A, B, C, D);
        private final Map<Endpoint, Set<Integer>> running = new HashMap<>();
        private final Map<Endpoint, Set<Integer>> copies = new HashMap<>();
        private final Map<Endpoint, InputPosition> positions = new HashMap<>();
        private final Set<Endpoint> dead = new HashSet<>();
        private final List<String> calls = new ArrayList<>();
        private Placement known;
        private Placement fresh;
        private int located;
        private RoutedReads reads;

        void running(Endpoint instance, Integer... partitions) {
            running.computeIfAbsent(instance, none -> new HashSet<>()).addAll(List.of(partitions));
        }

        void copies(Endpoint instance, Integer... partitions) {
            copies.computeIfAbsent(instance, none -> new HashSet<>()).addAll(List.of(partitions));
        }

        void position(Endpoint instance, InputPosition position) {
            positions.put(instance, position);
        }

        RoutedReads reads() {
            if (reads == null) {
                reads = new RoutedReads(
                        new ToldPartitions((query, asks) -> answer(A, asks)), this, this, Duration.ofSeconds(1));
            }
            return reads;
        }

        @Override
        public Placement placement() {
            located++;
            return known == null ? whoRuns() : known;
        }

        @Override
        public Placement renewed() {
            return fresh == null ? placement() : fresh;
        }

        private Placement whoRuns() {
            Map<Integer, Endpoint> actives = new HashMap<>();
            running.forEach(
                    (instance, partitions) -> partitions.forEach(partition -> actives.put(partition, instance)));
            return new Placement(A, actives, Map.of());
        }

        @Override
        @SuppressWarnings("unchecked") // nothing else is asked in these tests
        public <T> CompletableFuture<Reply<T>> ask(
                Endpoint peer, PartitionQuery<T> query, Map<Integer, PartitionAsk> asks, Duration time) {
            assertThat(query).isEqualTo(QUERY);
            assertThat(time).isPositive();
            calls.add(peer.host() + " "
                    + new TreeSet<>(asks.keySet())
                            .stream()
                                    .map(partition ->
                                            partition + (asks.get(partition).copyToo() ? " copy" : ""))
                                    .toList());
            if (dead.contains(peer)) {
                Map<Integer, PartitionRead<Partial<T>>> none = new HashMap<>();
                asks.keySet().forEach(partition -> none.put(partition, new Missing<>("is dead, says the fake")));
                return CompletableFuture.completedFuture(new Reply<>(false, none));
            }
            return CompletableFuture.completedFuture(
                    new Reply<>(true, (Map<Integer, PartitionRead<Partial<T>>>) (Map<Integer, ?>) answer(peer, asks)));
        }

        private Map<Integer, PartitionRead<Partial<BucketSums>>> answer(
                Endpoint instance, Map<Integer, PartitionAsk> asks) {
            Map<Integer, PartitionRead<Partial<BucketSums>>> reads = new HashMap<>();
            asks.forEach((partition, ask) -> {
                int number = instances.indexOf(instance);
                if (running.getOrDefault(instance, Set.of()).contains(partition)) {
                    reads.put(partition, conversations(instance, number, 0));
                } else if (ask.copyToo()
                        && copies.getOrDefault(instance, Set.of()).contains(partition)) {
                    reads.put(partition, conversations(instance, number, 100));
                } else {
                    reads.put(
                            partition,
                            new Missing<>(
                                    instance.equals(A)
                                            ? "not running here"
                                            : ask.copyToo() ? "no copy here" : "no running task here"));
                }
            });
            return reads;
        }

        private Answer<Partial<BucketSums>> conversations(Endpoint instance, int number, long staleMillis) {
            Bucket bucket = new Bucket(new Aggregate(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Bucket.NO_FIRST_RESPONSE);
            return new Answer<>(new Partial<>(
                    ToldPartitions.buckets(List.of(bucket)),
                    positions.getOrDefault(instance, InputPosition.START),
                    staleMillis));
        }

        String whoSays(Partial<BucketSums> answer) {
            int number = Math.toIntExact(answer.value().get(0).sums().conversations());
            return (answer.staleMillis() > 0 ? "copy at " : "")
                    + instances.get(number).host();
        }
    }
}
