package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points of any length, of some departments or each: the sums of the conversations that were opened in them. */
class StretchesTest {
    private static final long SEED = 20_261_001;
    private static final List<String> DEPARTMENTS = List.of("", "sales", "support", "tech");

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-20",
        "Australia/Lord_Howe, 2026-03-28",
        "Pacific/Apia, 2011-12-25",
        "America/Sao_Paulo, 2018-10-30"
    })
    void areTheSumsOfTheConversationsInThem(ZoneId zone, LocalDate first) {
        SplittableRandom random = new SplittableRandom(SEED);
        ReportingCalendar calendar = new ReportingCalendar(zone);
        int firstDay = Math.toIntExact(first.toEpochDay());
        List<Contribution> all = contributions(random, calendar.startMillis(firstDay));
        QuarterHourStore quarterHours = new QuarterHourStore(rows());
        DayStore days = new DayStore(rows(), calendar, 1);
        fill(quarterHours, days, all);

        int answeredByDays = 0;
        for (int i = 0; i < 300; i++) {
            boolean ofDays = random.nextBoolean();
            BucketsQuery query = new BucketsQuery(scope(random), stretches(random, calendar, firstDay, ofDays));
            String as = "seed " + SEED + ", question " + i + ": " + query;
            assertThat(conversations(read(quarterHours, query))).as(as).isEqualTo(naive(all, query));
            QueryResult<BucketSums> byDays = read(days, query);
            if (byDays.isSuccess()) {
                answeredByDays++;
                assertThat(conversations(byDays)).as(as).isEqualTo(naive(all, query));
            }
            assertThat(byDays.isSuccess() || !ofDays).as(as).isTrue();
        }
        assertThat(answeredByDays).isBetween(100, 299);
    }

    private static List<Contribution> contributions(SplittableRandom random, long from) {
        List<Contribution> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String department = DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size()));
            long openedAt = from + random.nextLong(20 * 86_400_000L);
            all.add(new Contribution(department, openedAt, 3, 2, 60_000, 4_000, 5_000_000, 2_000));
        }
        return all;
    }

    private static void fill(QuarterHourStore quarterHours, DayStore days, List<Contribution> all) {
        quarterHours.takeOver();
        days.takeOver();
        Aggregates aggregates = new Aggregates(
                new ConversationStore(rows()),
                quarterHours,
                days,
                new FirstResponseIndex(rows()),
                new OpeningIndex(rows()),
                new SketchStore(rows()));
        aggregates.ensureMade();
        for (int i = 0; i < all.size(); i++) {
            aggregates.replace(null, new byte[] {(byte) (i >> 8), (byte) i}, null, all.get(i));
        }
    }

    /** Of departments that there are and of one that is not, or of none at all. */
    private static Scope scope(SplittableRandom random) {
        List<String> named = new ArrayList<>(DEPARTMENTS);
        named.add("nobody's");
        named.removeIf(department -> random.nextBoolean());
        return switch (random.nextInt(3)) {
            case 0 -> Scope.ALL;
            case 1 -> Scope.sumOf(named);
            default -> Scope.eachOf(named);
        };
    }

    private static Points stretches(SplittableRandom random, ReportingCalendar calendar, int firstDay, boolean ofDays) {
        TreeSet<Integer> from = new TreeSet<>();
        for (int count = random.nextInt(1, 12); count > 0; count--) {
            from.add(random.nextInt(-2, 24));
        }
        return new Points.Stretches(from.stream()
                .map(day -> calendar.startMillis(firstDay + day) + (ofDays ? 0 : 900_000L * (day % 5 + 2)))
                .toList());
    }

    private static QueryResult<BucketSums> read(BucketStore store, BucketsQuery query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
    }

    private static List<Long> conversations(QueryResult<BucketSums> read) {
        List<Long> conversations = new ArrayList<>();
        for (long count : read.getResult().sums(Figure.CONVERSATIONS)) {
            conversations.add(count);
        }
        return conversations;
    }

    private static List<Long> naive(List<Contribution> all, BucketsQuery query) {
        long[] boundaries = query.points().instants();
        List<List<String>> rows = new ArrayList<>();
        if (query.scope().each()) {
            query.scope().departments().forEach(department -> rows.add(List.of(department)));
        } else {
            rows.add(
                    query.scope().departments() == null
                            ? DEPARTMENTS
                            : query.scope().departments());
        }
        List<Long> counts = new ArrayList<>();
        for (List<String> row : rows) {
            for (int point = 0; point + 1 < boundaries.length; point++) {
                long from = boundaries[point];
                long to = boundaries[point + 1];
                counts.add(all.stream()
                        .filter(one -> row.contains(one.department())
                                && one.openedAtMillis() >= from
                                && one.openedAtMillis() < to)
                        .count());
            }
        }
        return counts;
    }

    private static KeyValueStore<Bytes, byte[]> rows() {
        KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("rows").get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        return rows;
    }
}
