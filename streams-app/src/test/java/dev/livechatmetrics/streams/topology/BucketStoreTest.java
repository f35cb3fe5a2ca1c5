package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Buckets on the heap and rows beneath them are one store to its readers. What is random comes from a seed, which a
 * failure names.
 */
class BucketStoreTest {
    private static final int NUMBERS = 300;
    private static final String[] DEPARTMENTS = {"", "sales", "support", "a-third"};
    private static final int SEEDS = 60;
    private static final int CONVERSATIONS = 200_000;

    /** Of the pages that the test fills, one or two. */
    private static final long SMALL = 4_000;

    @ParameterizedTest
    @ValueSource(longs = {0, SMALL, BucketStore.MAX_LIVE_BYTES})
    void readersFindTheSumOfAllContributionsHoweverLittleIsKept(long maxLiveBytes) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Workspace workspace = new Workspace(maxLiveBytes);
            for (int step = 0; step < 400; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> workspace.store.writeBack();
                    case 1 -> workspace.restart();
                    case 2, 3 -> workspace.compare(random, "seed " + seed + ", step " + step);
                    default -> workspace.replace(random);
                }
            }
            workspace.compare(random, "seed " + seed + ", at the end");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {SMALL, BucketStore.MAX_LIVE_BYTES})
    void readersSeeAllBucketsAsTheyWereAtOneMoment(long maxLiveBytes) throws Exception {
        PlainBuckets store = new PlainBuckets(rows(), maxLiveBytes);
        store.takeOver();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Long>> seen = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                seen.add(readers.submit(() -> readUntil(store, CONVERSATIONS)));
            }
            for (int i = 0; i < CONVERSATIONS; i++) {
                // Both within the readers' range, on different pages: a moment has the same in both.
                store.replace(
                        store.find(null, 0),
                        store.find(null, NUMBERS - 1),
                        null,
                        contribution(1_000, 0),
                        (department, bucket) -> Bucket.NO_FIRST_RESPONSE);
                if (i % 5_000 == 0) {
                    store.writeBack();
                }
            }
            for (Future<Long> reader : seen) {
                assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(CONVERSATIONS);
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** Reads until so many conversations are there: in two buckets alike, and ever more. */
    private static long readUntil(PlainBuckets store, long conversations) {
        long before = 0;
        while (before < conversations) {
            Map<Integer, Bucket> read = buckets(store, null, 0, NUMBERS);
            Bucket first = read.getOrDefault(0, Bucket.EMPTY);
            Bucket last = read.getOrDefault(NUMBERS - 1, Bucket.EMPTY);
            long now = first.sums().conversations();
            if (!first.equals(last) || first.sums().chatDurationMillis() != 1_000 * now || now < before) {
                throw new AssertionError("after " + before + ": " + first + " and " + last);
            }
            before = now;
        }
        return before;
    }

    @Test
    void aStandbysRowsShouldBeReadAnewEachTime() {
        KeyValueStore<Bytes, byte[]> rows = rows();
        PlainBuckets standby = new PlainBuckets(rows, BucketStore.MAX_LIVE_BYTES);
        Bytes key = BucketKey.of(BucketKey.scope("sales"), 7);
        rows.put(key, bucket(1).encode());
        assertThat(buckets(standby, "sales", 0, 9)).containsExactly(Map.entry(7, bucket(1)));

        rows.put(key, bucket(2).encode());

        assertThat(buckets(standby, "sales", 0, 9)).containsExactly(Map.entry(7, bucket(2)));
    }

    @Test
    void shouldForgetWhatWasLiveBeforeItWasAStandbys() {
        KeyValueStore<Bytes, byte[]> rows = rows();
        PlainBuckets store = new PlainBuckets(rows, BucketStore.MAX_LIVE_BYTES);
        store.takeOver();
        store.merge("sales", 7, bucket(1));
        store.writeBack();
        store.release();
        rows.put(BucketKey.of(BucketKey.scope("sales"), 7), bucket(5).encode());

        store.takeOver();
        store.merge("sales", 7, bucket(1));

        assertThat(buckets(store, "sales", 0, 9)).containsExactly(Map.entry(7, bucket(6)));
    }

    @Test
    void shouldKeepWhatIsNotWrittenWhenItIsReleased() {
        PlainBuckets store = new PlainBuckets(rows(), 0);
        store.takeOver();
        store.merge("sales", 7, bucket(1));

        store.release();

        assertThat(buckets(store, "sales", 0, 9)).containsExactly(Map.entry(7, bucket(1)));
        store.writeBack();
        assertThat(buckets(store, "sales", 0, 9)).containsExactly(Map.entry(7, bucket(1)));
    }

    @Test
    void shouldStayWithinItsBoundsWhateverIsAsked() {
        PlainBuckets store = new PlainBuckets(rows(), SMALL);
        store.takeOver();
        for (int i = 0; i < 5_000; i++) {
            buckets(store, "unknown-" + i, i, i + 500);
            assertThat(store.liveBytes()).isLessThanOrEqualTo(SMALL);
        }
    }

    private static Map<Integer, Bucket> buckets(PlainBuckets store, String department, int from, int to) {
        BucketsQuery query =
                new BucketsQuery(department, ZoneOffset.UTC, LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(to));
        BucketSums answer = store.query(query, PositionBound.unbounded(), new QueryConfig(false))
                .getResult();
        Map<Integer, Bucket> found = new TreeMap<>();
        for (int i = 0; i < answer.size(); i++) {
            if (!answer.get(i).isEmpty()) {
                found.put(from + i, answer.get(i));
            }
        }
        return found;
    }

    private static Bucket bucket(int conversations) {
        return new Bucket(new Aggregate(conversations, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Bucket.NO_FIRST_RESPONSE);
    }

    private static Contribution contribution(long durationMillis, long firstResponseMillis) {
        return new Contribution("sales", 0, 3, 1, durationMillis, firstResponseMillis, 0, 0);
    }

    private static KeyValueStore<Bytes, byte[]> rows() {
        KeyValueStore<Bytes, byte[]> rows =
                Stores.inMemoryKeyValueStore("buckets").get();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        rows.init(context.getStateStoreContext(), rows);
        return rows;
    }

    /** Contributions, where each is, and a store that is told of all changes. */
    private static final class Workspace {
        private final long maxLiveBytes;
        private final KeyValueStore<Bytes, byte[]> rows = rows();
        private final Map<Integer, Placed> conversations = new HashMap<>();
        private PlainBuckets store;

        /** Kept beside the conversation, as {@link Aggregates} does. */
        private record Placed(
                String department, int number, Contribution contribution, BucketPages.Live all, BucketPages.Live own) {}

        private Workspace(long maxLiveBytes) {
            this.maxLiveBytes = maxLiveBytes;
            restart();
        }

        /** As after a clean stop: only rows are left. */
        private void restart() {
            if (store != null) {
                store.writeBack();
                store.release();
            }
            store = new PlainBuckets(rows, maxLiveBytes);
            store.takeOver();
            conversations.replaceAll((id, placed) -> placed(placed.department, placed.number, placed.contribution));
        }

        private Placed placed(String department, int number, Contribution contribution) {
            return new Placed(
                    department, number, contribution, store.find(null, number), store.find(department, number));
        }

        private void replace(SplittableRandom random) {
            int id = random.nextInt(40);
            Placed before = conversations.get(id);
            if (before == null) {
                String department = DEPARTMENTS[random.nextInt(DEPARTMENTS.length)];
                before = placed(department, random.nextInt(NUMBERS), null);
            }
            Contribution after =
                    random.nextInt(4) == 0 ? null : contribution(random.nextInt(-5, 100), random.nextInt(-3, 8));
            conversations.put(id, new Placed(before.department, before.number, after, before.all, before.own));
            store.replace(
                    before.all,
                    before.own,
                    before.contribution,
                    after,
                    (department, number) -> expected(department, number).bestFirstResponseMillis());
        }

        private void compare(SplittableRandom random, String when) {
            String department = random.nextBoolean() ? null : DEPARTMENTS[random.nextInt(DEPARTMENTS.length)];
            int from = random.nextInt(-5, NUMBERS);
            int to = random.nextInt(from, NUMBERS + 5);
            Map<Integer, Bucket> expected = new TreeMap<>();
            for (int number = from; number <= to; number++) {
                Bucket bucket = expected(department, number);
                if (!bucket.isEmpty()) {
                    expected.put(number, bucket);
                }
            }
            assertThat(buckets(store, department, from, to)).as(when).isEqualTo(expected);
        }

        private Bucket expected(String department, int number) {
            Bucket sum = Bucket.EMPTY;
            for (Placed placed : conversations.values()) {
                if (placed.number == number
                        && placed.contribution != null
                        && (department == null || Objects.equals(department, placed.department))) {
                    sum = sum.merge(alone(placed.contribution));
                }
            }
            return sum;
        }

        private static Bucket alone(Contribution c) {
            long duration = c.chatDurationMillis();
            long response = c.firstResponseMillis();
            return new Bucket(
                    new Aggregate(
                            1,
                            c.messages(),
                            c.visitorMessages(),
                            duration == 0 ? 0 : 1,
                            duration,
                            response == 0 ? 0 : 1,
                            response,
                            0,
                            0,
                            0,
                            0),
                    response == 0 ? Bucket.NO_FIRST_RESPONSE : response);
        }
    }

    /** A bucket of any number for a day of that number. */
    private static final class PlainBuckets extends BucketStore {
        private PlainBuckets(KeyValueStore<Bytes, byte[]> rows, long maxLiveBytes) {
            super(rows, maxLiveBytes);
        }

        @Override
        QueryResult<BucketSums> answer(BucketsQuery query, PageSource source, int firstToShow) {
            Points.Dates dates = (Points.Dates) query.points();
            BucketSums buckets = new BucketSums(dates.lastDay() - dates.firstDay() + 1);
            boolean whole = forEach(
                    source,
                    query.scope().stored().get(0),
                    dates.firstDay(),
                    dates.lastDay(),
                    (bucket, day) -> buckets.add(day - dates.firstDay(), bucket));
            return whole ? QueryResult.forResult(buckets) : null;
        }
    }
}
