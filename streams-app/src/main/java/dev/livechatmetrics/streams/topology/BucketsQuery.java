package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.query.Query;

/**
 * Asks a partition for the buckets of a chart: one a local day from start to end, both included, or, where they are the
 * same day, one an hour of it. The answer has a bucket for every point; a skipped date has an empty one among days and
 * none alone.
 *
 * @param department null for all
 * @param zone null where it is one that this instance does not know, and the boundaries say all
 * @param boundaries the first instants of the points, in milliseconds, and the end of the last, by the rules of whoever
 *     asks; null where they are this instance's own
 * @param figures which are wanted; others may be 0
 */
public record BucketsQuery(
        String department, ZoneId zone, LocalDate start, LocalDate end, List<Long> boundaries, Set<Figure> figures)
        implements Query<List<Bucket>> {
    public BucketsQuery {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("start " + start + " is after end " + end);
        }
        if (boundaries == null ? zone == null : boundaries.isEmpty()) {
            throw new IllegalArgumentException("nothing says when its days begin");
        }
        boundaries = boundaries == null ? null : List.copyOf(boundaries);
    }

    /** All figures. */
    public BucketsQuery(String department, ZoneId zone, LocalDate start, LocalDate end, List<Long> boundaries) {
        this(department, zone, start, end, boundaries, BucketSums.ALL);
    }

    /** All figures, by this instance's own rules of the zone. */
    public BucketsQuery(String department, ZoneId zone, LocalDate start, LocalDate end) {
        this(department, zone, start, end, null);
    }

    /** The same of these figures. */
    public BucketsQuery only(Set<Figure> wanted) {
        return new BucketsQuery(department, zone, start, end, boundaries, wanted);
    }

    /** Whether the points are the hours of one day. */
    public boolean hours() {
        return start.equals(end);
    }

    /** The same with its boundaries named, so that whoever is asked need not have the same rules. */
    public BucketsQuery resolved() {
        return boundaries != null
                ? this
                : new BucketsQuery(
                        department,
                        zone,
                        start,
                        end,
                        Arrays.stream(instants()).boxed().toList(),
                        figures);
    }

    /** The boundaries of its points, one more than points. */
    long[] instants() {
        if (boundaries != null) {
            return boundaries.stream().mapToLong(Long::longValue).toArray();
        }
        ReportingCalendar calendar = new ReportingCalendar(zone);
        return hours() ? calendar.hourBoundaries(firstDay()) : calendar.dayBoundaries(firstDay(), lastDay());
    }

    int firstDay() {
        return Math.toIntExact(start.toEpochDay());
    }

    int lastDay() {
        return Math.toIntExact(end.toEpochDay());
    }
}
