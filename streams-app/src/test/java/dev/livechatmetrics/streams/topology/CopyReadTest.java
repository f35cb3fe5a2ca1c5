package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A copy of a store, to which rows are applied as they come from its changelog, is read as it was at a commit. */
class CopyReadTest {
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);
    private static final long DAY_MILLIS = 86_400_000;
    private static final int COMMITS = 3_000;
    private static final long STAMP = 7;

    private final BlockingQueue<KeyValue<Bytes, byte[]>> changelog = new LinkedBlockingQueue<>();
    private final KeyValueStore<Bytes, byte[]> copyRows = rows();
    private final AtomicLong conversations = new AtomicLong();
    /** Ahead, so that no commit is from before a copy is opened unless it is to be. */
    private final AtomicLong clock = new AtomicLong(System.currentTimeMillis() + DAY_MILLIS);

    private final DayStore active = days(recorded(rows()));
    private final DayStore copy = days(copyRows);
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    CopyReadTest() {
        active.takeOver();
        active.markCommits(() -> new InputPosition(conversations.get(), 0), clock::incrementAndGet);
        active.rebuild(new QuarterHourStore(rows()));
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** Every conversation is in the first and the last day, on pages far apart, and in the position. */
    @Test
    void shouldBeOfOneCommitWhateverIsAppliedMeanwhile() throws Exception {
        active.beforeCommit();
        Future<?> applying = threads.submit(this::applyAll);
        List<Future<Long>> readers = new ArrayList<>();
        for (int reader = 0; reader < 2; reader++) {
            readers.add(threads.submit(this::readToTheEnd));
        }
        SplittableRandom random = new SplittableRandom(3);
        for (int commit = 0; commit < COMMITS; commit++) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                open();
            }
            active.beforeCommit();
        }
        conversations.set(-conversations.get());
        changelog.add(KeyValue.pair(null, null));

        applying.get(60, TimeUnit.SECONDS);
        for (Future<Long> reader : readers) {
            assertThat(reader.get(60, TimeUnit.SECONDS)).as("whole answers").isPositive();
        }
        CopyAnswer<BucketSums> last = read(copy).getResult();
        assertThat(conversationsOn(last, 0)).isEqualTo(-conversations.get());
        assertThat(last.millis()).isEqualTo(clock.get());
    }

    @Test
    void shouldNotBeReadInTheMiddleOfACommit() {
        active.beforeCommit();
        open();
        active.beforeCommit();
        int rows = changelog.size();
        for (int applied = 1; applied < rows; applied++) {
            apply(changelog.remove());
            boolean whole = CommitMark.decodeNumber(copyRows.get(CommitMark.BEGUN_KEY))
                    == CommitMark.decode(copyRows.get(CommitMark.DONE_KEY)).number();
            assertThat(read(copy).isSuccess()).as("after row " + applied).isEqualTo(whole);
        }
        apply(changelog.remove());
        assertThat(conversationsOn(read(copy).getResult(), 0)).isEqualTo(1);
    }

    @Test
    void shouldNotBeReadBeforeACommitThatWasMadeSinceItWasOpened() {
        open();
        active.beforeCommit();
        changelog.forEach(this::apply);
        DayStore reopened = days(copyRows);
        assertThat(read(reopened).getFailureMessage()).contains("no commit since it was opened");

        // Rows that are applied a second time may be older than those that are there.
        changelog.forEach(this::apply);
        assertThat(read(reopened).isSuccess()).isFalse();

        changelog.clear();
        open();
        active.beforeCommit();
        changelog.forEach(this::apply);
        assertThat(conversationsOn(read(reopened).getResult(), 0)).isEqualTo(2);
    }

    @Test
    void shouldNotBeReadFromOldCommitsOfAChangelogThatMayBeCompacted() {
        clock.set(System.currentTimeMillis() - DAY_MILLIS);
        open();
        active.beforeCommit();

        changelog.forEach(this::apply);

        assertThat(read(copy).getFailureMessage()).contains("no commit since it was opened");
    }

    @Test
    void shouldBeAsOldAsItsLatestMarkThoughNothingChanges() {
        open();
        active.beforeCommit();
        long before = clock.get();
        active.markNextCommit();
        active.beforeCommit();
        active.beforeCommit();
        changelog.forEach(this::apply);

        CopyAnswer<BucketSums> answer = read(copy).getResult();

        assertThat(answer.millis()).isEqualTo(before + 1);
        assertThat(answer.position()).isEqualTo(new InputPosition(1, 0));
    }

    @Test
    void shouldShowNoMoreThanWhatTheTaskShows() {
        open();
        active.hideBefore(Math.toIntExact(FIRST.toEpochDay()) + 1);
        active.markNextCommit();
        active.beforeCommit();
        changelog.forEach(this::apply);

        CopyAnswer<BucketSums> answer = read(copy).getResult();

        assertThat(conversationsOn(answer, 0)).isZero();
        assertThat(conversationsOn(answer, answer.value().size() - 1)).isEqualTo(1);
    }

    @Test
    void shouldNotAnswerForDaysOfAnotherZone() {
        open();
        active.beforeCommit();
        changelog.forEach(this::apply);
        BucketsQuery other = new BucketsQuery(null, ZoneId.of("Asia/Kolkata"), FIRST, LAST);

        assertThat(read(copy, other).getFailureMessage()).contains("its days are not those that are asked for");
        copyRows.put(Bytes.wrap(new byte[] {(byte) 0xFF}), new byte[] {1});
        assertThat(read(copy).getFailureMessage()).contains("its days are not those that are asked for");
    }

    @Test
    void shouldBeReadByNobodyOnceItsTaskIsAtWork() {
        open();
        active.beforeCommit();
        changelog.forEach(this::apply);
        copy.takeOver();
        assertThat(read(copy).isSuccess()).isFalse();

        copy.release();
        assertThat(conversationsOn(read(copy).getResult(), 0)).isEqualTo(1);
    }

    private void open() {
        conversations.incrementAndGet();
        active.replace(
                active.find(null, Math.toIntExact(FIRST.toEpochDay())),
                active.find(null, Math.toIntExact(LAST.toEpochDay())),
                null,
                new Contribution("sales", 0, 3, 1, 1_000, 0, 0, 0),
                (department, bucket) -> Bucket.NO_FIRST_RESPONSE);
    }

    private void applyAll() {
        try {
            for (KeyValue<Bytes, byte[]> row = changelog.take(); row.key != null; row = changelog.take()) {
                apply(row);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(KeyValue<Bytes, byte[]> row) {
        copyRows.put(row.key, row.value);
    }

    private long readToTheEnd() {
        long whole = 0;
        long before = 0;
        while (conversations.get() >= 0 || before < -conversations.get()) {
            QueryResult<CopyAnswer<BucketSums>> read = read(copy);
            if (!read.isSuccess()) {
                continue;
            }
            whole++;
            CopyAnswer<BucketSums> answer = read.getResult();
            long now = conversationsOn(answer, 0);
            long last = conversationsOn(answer, answer.value().size() - 1);
            if (now != last || now != answer.position().conversations() || now < before) {
                throw new AssertionError("after " + before + ": " + now + " and " + last + " at " + answer.position());
            }
            before = now;
        }
        return whole;
    }

    private static long conversationsOn(CopyAnswer<BucketSums> answer, int point) {
        return answer.value().get(point).sums().conversations();
    }

    private static QueryResult<CopyAnswer<BucketSums>> read(DayStore store) {
        return read(store, new BucketsQuery(null, ZONE, FIRST, LAST));
    }

    private static QueryResult<CopyAnswer<BucketSums>> read(DayStore store, BucketsQuery query) {
        return store.query(new CopyQuery<>(query), PositionBound.unbounded(), new QueryConfig(false));
    }

    private static DayStore days(KeyValueStore<Bytes, byte[]> rows) {
        DayStore days = new DayStore(rows, new ReportingCalendar(ZONE), STAMP);
        days.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), days);
        return days;
    }

    /** Notes what is written, in its order, as a changelog does. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> recorded(KeyValueStore<Bytes, byte[]> rows) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                CopyReadTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "put" -> changelog.add(KeyValue.pair((Bytes) arguments[0], (byte[]) arguments[1]));
                        case "delete" -> changelog.add(KeyValue.pair((Bytes) arguments[0], null));
                        case "putAll" -> changelog.addAll((List<KeyValue<Bytes, byte[]>>) arguments[0]);
                        default -> {
                            // changes nothing
                        }
                    }
                    try {
                        return method.invoke(rows, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private static KeyValueStore<Bytes, byte[]> rows() {
        KeyValueStore<Bytes, byte[]> rows =
                Stores.inMemoryKeyValueStore("department-days").get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        return rows;
    }
}
