package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
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
    QueryResult<BucketSums> answer(BucketsQuery query, PageSource source, int firstToShow) {
        long[] boundaries = query.points().instants();
        int points = boundaries.length - 1;
        List<String> departments = query.scope().stored();
        BucketSums buckets = new BucketSums(query.scope().rows() * points, query.figures());
        for (int i = 0; i < departments.size(); i++) {
            int first = query.scope().row(i) * points;
            if (!addUp(source, departments.get(i), boundaries, buckets, first, firstToShow)) {
                return null;
            }
        }
        return QueryResult.forResult(buckets);
    }

    /** Adds to the points from {@code first} on what lies from one boundary to the next; whether the source had all of it. */
    private static boolean addUp(
            PageSource source, String department, long[] boundaries, BucketSums buckets, int first, int firstToShow) {
        int points = boundaries.length - 1;
        if (points == 0) {
            return true;
        }
        int from = Math.max(QuarterHours.of(boundaries[0]), firstToShow);
        int to = QuarterHours.of(boundaries[points] - 1);
        int[] point = {0};
        return forEach(source, department, from, to, (bucket, quarterHour) -> {
            // The last point that begins by then: of a skipped date and its successor, the successor.
            while (QuarterHours.startMillis(quarterHour) >= boundaries[point[0] + 1]) {
                point[0]++;
            }
            buckets.add(first + point[0], bucket);
        });
    }

    /** Every row that was written back, of every scope, and the marks of commits. */
    KeyValueIterator<Bytes, byte[]> allRows() {
        return rows().all();
    }
}
