package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Buckets of quarter hours of UTC: answers for the days and hours of any zone. */
final class QuarterHourStore extends BucketStore {
    QuarterHourStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
    }

    @Override
    QueryResult<List<Bucket>> answer(BucketsQuery query) {
        ReportingCalendar calendar = new ReportingCalendar(query.zone());
        long[] boundaries = query.hours()
                ? calendar.hourBoundaries(query.firstDay())
                : calendar.dayBoundaries(query.firstDay(), query.lastDay());
        return QueryResult.forResult(between(query.department(), boundaries));
    }

    /** The bucket of each stretch from one boundary to the next. */
    private List<Bucket> between(String department, long[] boundaries) {
        Bucket[] buckets = new Bucket[boundaries.length - 1];
        Arrays.fill(buckets, Bucket.EMPTY);
        if (buckets.length > 0) {
            int from = Math.max(QuarterHours.of(boundaries[0]), firstShown());
            int to = QuarterHours.of(boundaries[boundaries.length - 1] - 1);
            forEach(department, from, to, (bucket, quarterHour) -> {
                int point = pointOf(QuarterHours.startMillis(quarterHour), boundaries);
                buckets[point] = buckets[point].merge(bucket);
            });
        }
        return List.of(buckets);
    }

    /** The last point that begins at or before the instant: of a skipped date and its successor, the successor. */
    private static int pointOf(long epochMillis, long[] boundaries) {
        int found = Arrays.binarySearch(boundaries, epochMillis);
        int point = found >= 0 ? found : -found - 2;
        while (point + 1 < boundaries.length - 1 && boundaries[point + 1] == boundaries[point]) {
            point++;
        }
        return point;
    }

    /** Every row that was written back, of every scope. */
    KeyValueIterator<Bytes, byte[]> allRows() {
        return rows().all();
    }
}
