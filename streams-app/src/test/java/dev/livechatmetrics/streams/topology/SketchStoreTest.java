package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.BinMoves;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.aggregate.TimeFigure;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class SketchStoreTest {
    private static final long SEED = 20_261_004;
    private static final int FIRST = 2_000_000;
    private static final int QUARTER_HOURS = 40;
    private static final List<String> DEPARTMENTS = List.of("", "sales", "support");
    private static final long FEW_BYTES = 2_000;

    private final KeyValueStore<Bytes, byte[]> rows = rows();

    /** Written, given up, read again: whoever asks finds what has been told. */
    @Test
    void answersWithWhatItWasToldHoweverLittleStaysInMemory() {
        SplittableRandom random = new SplittableRandom(SEED);
        SketchStore small = opened(rows, FEW_BYTES);
        SketchStore large = opened(rows(), Long.MAX_VALUE);
        List<Contribution> told = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            Contribution before =
                    told.isEmpty() || random.nextBoolean() ? null : told.remove(random.nextInt(told.size()));
            Contribution after = before != null && random.nextInt(3) == 0 ? null : contribution(random);
            for (SketchStore store : List.of(small, large)) {
                replace(store, before, after);
            }
            if (after != null) {
                told.add(after);
            }
            if (random.nextInt(20) == 0) {
                small.beforeCommit();
            }
            if (random.nextInt(50) == 0) {
                SketchesQuery query = query(random);
                String as = "seed " + SEED + ", step " + step + ": " + query;
                SketchSums read = read(small, query).getResult();
                assertThat(read).as(as).isEqualTo(read(large, query).getResult());
                assertThat(counts(read)).as(as).isEqualTo(naive(told, query));
            }
        }
        told.forEach(one -> replace(small, one, null));
        small.beforeCommit();
        assertThat(count(rows)).as("the stamp alone is left").isEqualTo(1);
    }

    @Test
    void shouldShowNothingThatIsHidden() {
        SketchStore store = opened(rows, Long.MAX_VALUE);
        replace(store, null, contribution("sales", FIRST));
        replace(store, null, contribution("sales", FIRST + 1));
        store.hideBefore(FIRST + 1);

        assertThat(counts(read(store, all()).getResult())).containsExactly(1L);
    }

    /** What was committed last, not what has changed since; and nothing before a commit was made since it was opened. */
    @Test
    void aCopyIsReadAsOfACommit() {
        SketchStore active = opened(rows, Long.MAX_VALUE);
        active.markCommits(() -> new InputPosition(7, 8), () -> Long.MAX_VALUE);
        KeyValueStore<Bytes, byte[]> copyRows = rows();
        SketchStore copy = new SketchStore(copyRows);
        copy.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), copy);
        assertThat(ask(copy, new CopyQuery<>(all())).getFailureMessage()).contains("no commit since it was opened");

        replace(active, null, contribution("sales", FIRST));
        active.beforeCommit();
        replace(active, null, contribution("sales", FIRST));
        copy(rows, copyRows);

        CopyAnswer<SketchSums> answer = ask(copy, new CopyQuery<>(all())).getResult();
        assertThat(counts(answer.value())).containsExactly(1L);
        assertThat(answer.position()).isEqualTo(new InputPosition(7, 8));
        assertThat(counts(read(active, all()).getResult())).containsExactly(2L);
    }

    @Test
    void shouldAnswerNothingUntilItIsMade() {
        SketchStore store = new SketchStore(rows);
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        store.takeOver();

        assertThat(read(store, all()).getFailureMessage()).contains("is being made from the conversations");
        store.rebuild(new ConversationStore(rows()));
        assertThat(read(store, all()).isSuccess()).isTrue();
    }

    private static SketchStore opened(KeyValueStore<Bytes, byte[]> rows, long maxLiveBytes) {
        SketchStore store = new SketchStore(rows, maxLiveBytes);
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        store.takeOver();
        store.checkStamp(new ConversationStore(rows()));
        return store;
    }

    private static void replace(SketchStore store, Contribution before, Contribution after) {
        if (before != null && after != null) {
            store.move(
                    store.place(before),
                    BinMoves.between(before, null),
                    store.place(after),
                    BinMoves.between(null, after));
        } else {
            store.add(store.place(before == null ? after : before), BinMoves.between(before, after));
        }
    }

    private static SketchesQuery all() {
        Points one = new Points.Stretches(List.of(0L, QuarterHours.startMillis(FIRST + QUARTER_HOURS)));
        return new SketchesQuery(Scope.ALL, one, TimeFigure.CHAT_DURATION);
    }

    private static SketchesQuery query(SplittableRandom random) {
        int length = random.nextInt(1, 9);
        Points points = new Points.Stretches(LongStream.range(0, random.nextInt(1, 6))
                .map(point -> QuarterHours.startMillis((int) (FIRST - 3 + point * length)))
                .boxed()
                .toList());
        Scope scope = switch (random.nextInt(3)) {
            case 0 -> Scope.ALL;
            case 1 -> Scope.sumOf(List.of("", "support", "nobody's"));
            default -> Scope.eachOf(List.of("support", "sales"));
        };
        return new SketchesQuery(scope, points, List.of(TimeFigure.values()).get(random.nextInt(4)));
    }

    private static List<Long> naive(List<Contribution> told, SketchesQuery query) {
        long[] boundaries = query.points().instants();
        List<List<String>> rows = query.scope().each()
                ? query.scope().departments().stream().map(List::of).toList()
                : List.of(
                        query.scope().departments() == null
                                ? DEPARTMENTS
                                : query.scope().departments());
        List<Long> counts = new ArrayList<>();
        for (List<String> row : rows) {
            for (int point = 0; point + 1 < boundaries.length; point++) {
                long from = boundaries[point];
                long to = boundaries[point + 1];
                counts.add(told.stream()
                        .filter(one -> row.contains(one.department())
                                && one.openedAtMillis() >= from
                                && one.openedAtMillis() < to
                                && query.figure().of(one) != 0)
                        .count());
            }
        }
        return counts;
    }

    private static List<Long> counts(SketchSums sums) {
        List<Long> counts = new ArrayList<>();
        for (int point = 0; point < sums.size(); point++) {
            counts.add(sums.get(point).count(sums.figure()));
        }
        return counts;
    }

    private static Contribution contribution(SplittableRandom random) {
        return new Contribution(
                DEPARTMENTS.get(random.nextInt(3)),
                QuarterHours.startMillis(FIRST + random.nextInt(QUARTER_HOURS)) + random.nextInt(900_000),
                1,
                1,
                (long) random.nextInt(3) * random.nextInt(10_000_000),
                random.nextInt(-10, 100_000),
                random.nextInt(2) * 5_000_000L,
                random.nextInt(1_000));
    }

    private static Contribution contribution(String department, int quarterHour) {
        return new Contribution(department, QuarterHours.startMillis(quarterHour), 1, 1, 60_000, 4_000, 5_000_000, 0);
    }

    private static QueryResult<SketchSums> read(SketchStore store, SketchesQuery query) {
        return ask(store, query);
    }

    private static <T> QueryResult<T> ask(SketchStore store, Query<T> query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
    }

    private static void copy(KeyValueStore<Bytes, byte[]> from, KeyValueStore<Bytes, byte[]> to) {
        try (KeyValueIterator<Bytes, byte[]> all = from.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                to.put(row.key, row.value);
            }
        }
    }

    private static int count(KeyValueStore<Bytes, byte[]> rows) {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    private static KeyValueStore<Bytes, byte[]> rows() {
        KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("rows").get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        return rows;
    }
}
