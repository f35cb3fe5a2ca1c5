package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Buckets of quarter hours of UTC: answers for the days and hours of any zone. */
final class QuarterHourStore extends BucketStore {
    QuarterHourStore(KeyValueStore<Bytes, byte[]> rows) {
        super(rows, MAX_LIVE_BYTES);
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
        int points = boundaries.length - 1;
        BucketSums buckets = new BucketSums(points);
        if (points > 0) {
            int from = Math.max(QuarterHours.of(boundaries[0]), firstShown());
            int to = QuarterHours.of(boundaries[points] - 1);
            int[] point = {0};
            forEach(department, from, to, (bucket, quarterHour) -> {
                // The last point that begins by then: of a skipped date and its successor, the successor.
                while (QuarterHours.startMillis(quarterHour) >= boundaries[point[0] + 1]) {
                    point[0]++;
                }
                buckets.add(point[0], bucket);
            });
        }
        return buckets;
    }

    /** Every row that was written back, of every scope. */
    KeyValueIterator<Bytes, byte[]> allRows() {
        return rows().all();
    }
}
