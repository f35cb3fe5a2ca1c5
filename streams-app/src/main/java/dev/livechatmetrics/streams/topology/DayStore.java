package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Buckets of local days of the reporting zone. Its rows say by a stamp which zone's days they are, and by which rules;
 * where those have changed, all are made anew from quarter hours, and until then the store answers nothing.
 */
final class DayStore extends BucketStore {
    /** No bucket's key: those begin with 0 or 1. */
    private static final Bytes STAMP_KEY = Bytes.wrap(new byte[] {(byte) 0xFF});

    private static final int ROWS_BETWEEN_WRITES = 10_000;

    private final ReportingCalendar calendar;
    private final long stamp;
    private volatile boolean current;

    DayStore(KeyValueStore<Bytes, byte[]> rows, ReportingCalendar calendar, long stamp) {
        super(rows, MAX_LIVE_BYTES);
        this.calendar = calendar;
        this.stamp = stamp;
    }

    /** The calendar of the days; for the task's thread alone. */
    ReportingCalendar calendar() {
        return calendar;
    }

    /** Whether the rows are those of the reporting zone. */
    synchronized boolean isCurrent() {
        return current;
    }

    /** Finds out whether the rows are those of the reporting zone; to be called once they are restored. */
    synchronized void checkStamp() {
        current = isStampedAsCurrent();
    }

    private boolean isStampedAsCurrent() {
        byte[] stored = rows().get(STAMP_KEY);
        return stored != null && Arrays.equals(stored, stampBytes());
    }

    /** Makes all rows anew from quarter hours. Must be called while a record or a punctuation is processed. */
    synchronized void rebuild(QuarterHourStore quarterHours) {
        dropLive();
        beginCommit();
        try (KeyValueIterator<Bytes, byte[]> all = rows().all()) {
            while (all.hasNext()) {
                Bytes key = all.next().key;
                if (BucketKey.isBucket(key)) {
                    rows().delete(key);
                }
            }
        }
        quarterHours.writeBack();
        int added = 0;
        try (KeyValueIterator<Bytes, byte[]> all = quarterHours.allRows()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                if (!BucketKey.isBucket(row.key)) {
                    continue;
                }
                long startMillis = QuarterHours.startMillis(BucketKey.number(row.key));
                Bucket quarterHour = Bucket.decode(row.value);
                merge(BucketKey.department(row.key), calendar.dayOf(startMillis), quarterHour);
                if (++added % ROWS_BETWEEN_WRITES == 0) {
                    writeBack();
                }
            }
        }
        writeBack();
        rows().put(STAMP_KEY, stampBytes());
        current = true;
    }

    @Override
    QueryResult<BucketSums> copy(BucketsQuery query, PageSource source, int firstToShow) {
        return isStampedAsCurrent() ? answer(query, source, firstToShow) : otherDays();
    }

    @Override
    QueryResult<BucketSums> live(BucketsQuery query, PageSource source, int firstToShow) {
        return current ? answer(query, source, firstToShow) : otherDays();
    }

    private static QueryResult<BucketSums> otherDays() {
        return QueryResult.forFailure(FailureReason.DOES_NOT_EXIST, "its days are not those that are asked for");
    }

    @Override
    QueryResult<BucketSums> answer(BucketsQuery query, PageSource source, int firstToShow) {
        int[] firstDays = PointsOfDays.firstDays(query.points(), calendar.zone());
        if (firstDays == null) {
            return otherDays();
        }
        int points = firstDays.length - 1;
        List<String> departments = query.scope().stored();
        BucketSums buckets = new BucketSums(query.scope().rows() * points, query.figures());
        for (int i = 0; i < departments.size(); i++) {
            int first = query.scope().row(i) * points;
            if (!addUp(source, departments.get(i), firstDays, buckets, first, firstToShow)) {
                return null;
            }
        }
        return QueryResult.forResult(buckets);
    }

    /** Adds to the points from {@code first} on the days from one of their first to the next's; whether it had all of them. */
    private static boolean addUp(
            PageSource source, String department, int[] firstDays, BucketSums buckets, int first, int firstToShow) {
        int[] point = {0};
        int from = Math.max(firstDays[0], firstToShow);
        return forEach(source, department, from, firstDays[firstDays.length - 1] - 1, (bucket, day) -> {
            while (day >= firstDays[point[0] + 1]) {
                point[0]++;
            }
            buckets.add(first + point[0], bucket);
        });
    }

    private byte[] stampBytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(stamp).array();
    }
}
