package dev.livechatmetrics.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of openings, and the counts of departments, by rows and by what is yet to be written. */
final class OpeningIndexTest {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final List<String> DEPARTMENTS = List.of("", "sales", "support");

    private final KeyValueStore<Bytes, byte[]> rows = rows();
    private final ConversationStore conversations = new ConversationStore(rows());
    private OpeningIndex index = new OpeningIndex(rows);

    @BeforeEach
    void takeOver() {
        index.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), index);
        index.takeOver();
        index.checkStamp(conversations);
        index.markCommits(() -> new InputPosition(1, 2), System::currentTimeMillis);
    }

    /** Openings, moves, deletions, commits and restarts at random, held against a plain list. */
    @Test
    void shouldHaveWhatThereIsWhateverIsWritten() {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, Contribution> there = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            String id = "c" + random.nextInt(60);
            Contribution before = there.get(id);
            Contribution after = random.nextInt(4) == 0
                    ? null
                    : contribution(
                            DEPARTMENTS.get(random.nextInt(3)), START + random.nextInt(8) * QuarterHours.MILLIS / 2);
            index.replace(id.getBytes(UTF_8), before, after);
            if (after == null) {
                there.remove(id);
            } else {
                there.put(id, after);
            }
            if (random.nextInt(5) == 0) {
                index.beforeCommit();
            }
            if (random.nextInt(50) == 0) {
                restart();
            }
            if (random.nextInt(50) == 0) {
                takeOverAgain(QuarterHours.of(START) + random.nextInt(4));
            }
            if (random.nextInt(20) == 0) {
                index.hideBefore(QuarterHours.of(START) + random.nextInt(4));
                index.countShown();
            }
            compare(there, random);
        }
    }

    private void restart() {
        int shown = index.firstShown();
        index.beforeCommit();
        index = new OpeningIndex(rows);
        index.hideBefore(shown);
        takeOver();
    }

    /** As a task begins that has had it before: what has left meanwhile is hidden before the stamp is looked at. */
    private void takeOverAgain(int shown) {
        index.beforeCommit();
        index.takeOver();
        index.hideBefore(shown);
        index.countShown();
        index.checkStamp(conversations);
    }

    private void compare(Map<String, Contribution> there, SplittableRandom random) {
        int shown = index.firstShown();
        List<Opening> all = there.entrySet().stream()
                .filter(each -> QuarterHours.of(each.getValue().openedAtMillis()) >= shown)
                .map(each -> new Opening(
                        new OpeningKey(each.getValue().openedAtMillis(), each.getKey()),
                        each.getValue().department()))
                .sorted(Comparator.comparing(Opening::key))
                .toList();
        Map<String, Long> counts = new TreeMap<>();
        all.forEach(opening -> counts.merge(opening.department(), 1L, Long::sum));
        assertThat(index.read(new DepartmentsQuery()).getResult()).isEqualTo(counts);

        long from = START + random.nextInt(5) * QuarterHours.MILLIS;
        long to = from + random.nextInt(5) * QuarterHours.MILLIS / 2;
        String department = DEPARTMENTS.get(random.nextInt(3));
        Scope scope = random.nextBoolean() ? Scope.ALL : Scope.of(department);
        List<Opening> found = pages(from, to, scope, 1 + random.nextInt(5));
        assertThat(found)
                .isEqualTo(all.stream()
                        .filter(opening -> opening.key().atMillis() >= from
                                && opening.key().atMillis() < to)
                        .filter(opening ->
                                scope.equals(Scope.ALL) || opening.department().equals(department))
                        .toList());
    }

    private List<Opening> pages(long from, long to, Scope scope, int most) {
        List<Opening> found = new ArrayList<>();
        OpeningKey after = null;
        do {
            Openings page =
                    index.read(new OpeningsQuery(from, to, scope, after, most)).getResult();
            assertThat(page.found()).hasSizeLessThanOrEqualTo(most);
            found.addAll(page.found());
            after = page.end();
        } while (after != null);
        return found;
    }

    @Test
    void shouldSayHowFarItLookedWhereFewAreWanted() {
        int many = OpeningsQuery.MOST_LOOKED_AT + 10;
        for (int i = 0; i < many; i++) {
            index.replace(("c" + i).getBytes(UTF_8), null, contribution(i == many - 1 ? "rare" : "sales", START + i));
        }
        OpeningsQuery query = new OpeningsQuery(0, Long.MAX_VALUE, Scope.of("rare"), null, 5);
        Openings first = index.read(query).getResult();
        assertThat(first.found()).isEmpty();
        assertThat(first.end().atMillis()).isEqualTo(START + OpeningsQuery.MOST_LOOKED_AT - 1);

        Openings second = index.read(new OpeningsQuery(0, Long.MAX_VALUE, Scope.of("rare"), first.end(), 5))
                .getResult();
        assertThat(second.found()).hasSize(1);
        assertThat(second.end()).isNull();

        // Of no department there is nothing to look for, nor a place at which the look ended.
        Scope nobodys = Scope.sumOf(List.of());
        assertThat(index.read(new OpeningsQuery(0, Long.MAX_VALUE, nobodys, null, 5))
                        .getResult())
                .isEqualTo(new Openings(List.of(), null));
    }

    @Test
    void shouldMergePartsAsFarAsAllGo() {
        Opening one = opening(1, "a");
        Opening two = opening(2, "b");
        Opening three = opening(2, "c");
        Opening four = opening(4, "d");
        OpeningsQuery query = new OpeningsQuery(0, 10, Scope.ALL, null, 3);

        assertThat(query.merged(List.of(
                        new Openings(List.of(one, four), null), new Openings(List.of(two, three), three.key()))))
                .isEqualTo(new Openings(List.of(one, two, three), three.key()));
        assertThat(query.merged(List.of(new Openings(List.of(four), null), new Openings(List.of(one), null))))
                .isEqualTo(new Openings(List.of(one, four), null));
        assertThat(query.merged(
                        List.of(new Openings(List.of(one, two), null), new Openings(List.of(three, four), null))))
                .as("as many as are wanted")
                .isEqualTo(new Openings(List.of(one, two, three), three.key()));
    }

    /** By code points, as UTF-8 is ordered; texts of Java order these two the other way round. */
    @Test
    void shouldOrderIdsByTheirBytes() {
        assertThat(new OpeningKey(1, "\uFF5E")).isLessThan(new OpeningKey(1, "\uD83D\uDE00"));
        assertThat(OpeningKey.of(new OpeningKey(7, "ü").bytes())).isEqualTo(new OpeningKey(7, "ü"));
    }

    @Test
    void shouldBeMadeFromTheConversationsOfABuildThatHadNone() {
        open("c1", START, "sales");
        open("c2", START + 1, "");
        conversations.writeBack();
        index.checkStamp(conversations);
        assertThat(index.isCurrent()).isFalse();
        assertThat(index.read(new DepartmentsQuery()).getFailureMessage()).contains("is being made");

        index.rebuild(conversations);
        assertThat(index.isCurrent()).isTrue();
        assertThat(index.read(new DepartmentsQuery()).getResult()).isEqualTo(Map.of("", 1L, "sales", 1L));
        assertThat(pages(0, Long.MAX_VALUE, Scope.ALL, 10))
                .containsExactly(
                        new Opening(new OpeningKey(START, "c1"), "sales"),
                        new Opening(new OpeningKey(START + 1, "c2"), ""));
        index.beforeCommit();
        restart();
        assertThat(index.isCurrent()).isTrue();
    }

    /** A reader that waited for it would wait as long as it takes, which is seconds a million conversations. */
    @Test
    void shouldRefuseAtOnceWhileItIsBeingMade() {
        open("c1", START, "sales");
        conversations.writeBack();
        index.checkStamp(conversations);
        List<QueryResult<SortedMap<String, Long>>> meanwhile = new ArrayList<>();
        InMemoryKeyValueStore slow = new InMemoryKeyValueStore("slow") {
            @Override
            public synchronized KeyValueIterator<Bytes, byte[]> all() {
                meanwhile.add(CompletableFuture.supplyAsync(() -> index.read(new DepartmentsQuery()))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join());
                return super.all();
            }
        };
        slow.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), slow);

        index.rebuild(new ConversationStore(slow));

        assertThat(meanwhile)
                .singleElement()
                .satisfies(answer -> assertThat(answer.getFailureMessage()).contains("is being made"));
        assertThat(index.read(new DepartmentsQuery()).isSuccess()).isTrue();
    }

    /** From its rows alone, and as of the latest commit. */
    @Test
    void shouldAnswerFromACopy() {
        OpeningIndex copy = new OpeningIndex(rows);
        copy.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), copy);
        index.replace("c".getBytes(UTF_8), null, contribution("sales", START));
        index.beforeCommit();
        index.replace("d".getBytes(UTF_8), null, contribution("support", START));

        QueryResult<CopyAnswer<Openings>> read = copy.query(
                new CopyQuery<>(new OpeningsQuery(0, Long.MAX_VALUE, Scope.ALL, null, 10)),
                PositionBound.unbounded(),
                new QueryConfig(false));

        assertThat(read.getResult().value().found()).containsExactly(new Opening(new OpeningKey(START, "c"), "sales"));
        assertThat(read.getResult().position()).isEqualTo(new InputPosition(1, 2));
    }

    private void open(String id, long atMillis, String department) {
        ConversationStore.Live live = conversations.get(id.getBytes(UTF_8));
        LivechatEvent event = new LivechatEvent.Opened(id, atMillis, "o", department);
        live.conversation().take(live.conversation().change(KeptEvent.of(event)));
        conversations.changed(live);
    }

    private static Opening opening(long atMillis, String id) {
        return new Opening(new OpeningKey(atMillis, id), "sales");
    }

    private static Contribution contribution(String department, long openedAtMillis) {
        return new Contribution(department, openedAtMillis, 3, 2, 60_000, 4_000, 5_000_000, 2_000);
    }

    private static KeyValueStore<Bytes, byte[]> rows() {
        KeyValueStore<Bytes, byte[]> rows =
                Stores.inMemoryKeyValueStore("openings").get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        return rows;
    }
}
