package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.aggregate.TimeFigure;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What readers see of a conversation that moves from bucket to bucket. */
class AggregatesTest {
    private static final long OPENED = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final long A_DAY_EARLIER = OPENED - Duration.ofDays(1).toMillis();
    private static final byte[] ID = {'c'};
    private static final SketchesQuery TIMES = new SketchesQuery(
            Scope.ALL,
            new Points.Stretches(List.of(A_DAY_EARLIER - 10_000_000, OPENED + 10_000_000)),
            TimeFigure.RESPONSE);
    private static final int MOVES = 100_000;

    private final QuarterHourStore quarterHours = new QuarterHourStore(rows());
    private final DayStore days = new DayStore(rows(), new ReportingCalendar(ZoneOffset.UTC), 1);
    private final OpeningIndex openings = new OpeningIndex(rows());
    private final SketchStore sketches = new SketchStore(rows());
    private final ConversationStore conversations = new ConversationStore(rows());
    private final Aggregates aggregates =
            new Aggregates(conversations, quarterHours, days, new FirstResponseIndex(rows()), openings, sketches);

    /** It goes to another department, and its opening is found to have been a day earlier: it is always one. */
    @Test
    void readersOfAllDepartmentsNeverMissAConversationThatMoves() throws Exception {
        quarterHours.takeOver();
        days.takeOver();
        openings.takeOver();
        openings.checkStamp(conversations);
        sketches.takeOver();
        sketches.checkStamp(conversations);
        AtomicBoolean moving = new AtomicBoolean(true);
        Contribution[] stations = {
            contribution("sales", OPENED), contribution("support", OPENED), contribution("support", A_DAY_EARLIER)
        };
        Aggregates.Place place = aggregates.replace(null, ID, null, stations[0]);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Long> reads = reader.submit(() -> readWhile(moving));
            for (int move = 0; move < MOVES; move++) {
                place = aggregates.replace(
                        place, ID, stations[move % stations.length], stations[(move + 1) % stations.length]);
            }
            moving.set(false);
            assertThat(reads.get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            reader.shutdownNow();
        }
    }

    private long readWhile(AtomicBoolean moving) {
        long reads = 0;
        int today = days.calendar().dayOf(OPENED);
        while (moving.get()) {
            assertThat(conversations(days, today - 2, today + 2)).isEqualTo(1);
            int quarterHour = (int) (OPENED / Duration.ofMinutes(15).toMillis());
            assertThat(conversations(quarterHours, quarterHour - 200, quarterHour + 200))
                    .isEqualTo(1);
            OpeningsQuery all = new OpeningsQuery(0, Long.MAX_VALUE, Scope.ALL, null, 2);
            assertThat(openings.read(all).getResult().found()).hasSize(1);
            SketchSums times = sketches.read(TIMES).getResult();
            assertThat(times.get(0).count(TimeFigure.RESPONSE)).isEqualTo(1);
            reads++;
        }
        return reads;
    }

    private static long conversations(BucketStore store, int from, int to) {
        long[] sum = {0};
        store.forEach(
                null,
                from,
                to,
                (bucket, number) -> sum[0] += bucket.toBucket().sums().conversations());
        return sum[0];
    }

    private static Contribution contribution(String department, long openedAtMillis) {
        return new Contribution(department, openedAtMillis, 3, 2, 60_000, 4_000, 5_000_000, 2_000);
    }

    private static KeyValueStore<Bytes, byte[]> rows() {
        KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("rows").get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        return rows;
    }
}
