package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.streams.query.Query;

/**
 * Asks a partition for the buckets of a chart: one a local day from start to end, both included, or, where they are the
 * same day, one an hour of it. The answer has a bucket for every point; a skipped date has an empty one among days and
 * none alone.
 *
 * @param department null for all
 */
public record BucketsQuery(String department, ZoneId zone, LocalDate start, LocalDate end)
        implements Query<List<Bucket>> {
    public BucketsQuery {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("start " + start + " is after end " + end);
        }
    }

    /** Whether the points are the hours of one day. */
    public boolean hours() {
        return start.equals(end);
    }

    int firstDay() {
        return Math.toIntExact(start.toEpochDay());
    }

    int lastDay() {
        return Math.toIntExact(end.toEpochDay());
    }
}
