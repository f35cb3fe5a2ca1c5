package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.Figure;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Asks a partition for buckets: one for every point, and, where each department is asked for by itself, the points of one
 * department after those of another.
 *
 * @param figures which are wanted; others may be 0
 */
public record BucketsQuery(Scope scope, Points points, Set<Figure> figures) implements PartitionQuery<BucketSums> {
    private static final List<String> QUARTER_HOURS = List.of(Names.DEPARTMENT_QUARTER_HOURS);
    private static final List<String> DAYS = List.of(Names.DEPARTMENT_DAYS, Names.DEPARTMENT_QUARTER_HOURS);

    /** All figures. */
    public BucketsQuery(Scope scope, Points points) {
        this(scope, points, BucketSums.ALL);
    }

    /** All figures of the days of a chart, or of the hours of one day, by this instance's own rules of the zone. */
    public BucketsQuery(String department, ZoneId zone, LocalDate start, LocalDate end) {
        this(Scope.of(department), new Points.Dates(zone, start, end, null));
    }

    /** The same of these figures. */
    public BucketsQuery only(Set<Figure> wanted) {
        return new BucketsQuery(scope, points, wanted);
    }

    /** The same with its boundaries named, so that whoever is asked need not have the same rules. */
    public BucketsQuery resolved() {
        return new BucketsQuery(scope, points.resolved(), figures);
    }

    /** From the rows of days where the points can be made of them, else from quarter hours. */
    @Override
    public List<String> stores() {
        return points instanceof Points.Dates dates && dates.hours() ? QUARTER_HOURS : DAYS;
    }

    @Override
    public BucketSums merged(Collection<BucketSums> parts) {
        BucketSums merged = null;
        for (BucketSums part : parts) {
            if (merged == null) {
                merged = new BucketSums(part.size(), figures);
            } else if (part.size() != merged.size()) {
                throw new IllegalStateException("partitions disagree on the number of points of one question: "
                        + merged.size() + " and " + part.size());
            }
            merged.add(part);
        }
        return merged;
    }
}
