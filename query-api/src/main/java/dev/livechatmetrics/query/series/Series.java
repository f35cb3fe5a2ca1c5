package dev.livechatmetrics.query.series;

import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.Gathered;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.Question;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.DepartmentsQuery;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.SketchesQuery;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/** Answers series from the partitions' buckets and sketches. */
public final class Series {
    private final Gather gather;
    private final ZoneId reportingZone;

    public Series(Gather gather, ZoneId reportingZone) {
        this.gather = gather;
        this.reportingZone = reportingZone;
    }

    /** What came of a question: the series, or why there are none. */
    public sealed interface Result {
        /**
         * Whole series.
         *
         * @param positions how far each partition was read: all before is in the series
         * @param staleMillis how old they may be; 0 where all of it comes from running tasks
         */
        record Answer(SeriesBody body, InputPositions positions, long staleMillis) implements Result {}

        /** The position that is asked for can never be reached; {@code reason} says why. */
        record Refused(String reason) implements Result {}

        /** There are more series than are answered at a time. */
        record TooMany(int series, int pointsEach) implements Result {}

        /** {@code reason}: a sentence that names what cannot be read. */
        record Unavailable(String reason) implements Result {}
    }

    /** {@code atLeast}: how far each partition must have been read. */
    public Result answer(SeriesQuestion question, InputPositions atLeast) {
        if (atLeast.partitionCount() > gather.partitionCount()) {
            return new Result.Refused("names partition " + (atLeast.partitionCount() - 1) + ", but there are only "
                    + gather.partitionCount() + ".");
        }
        if (!question.grouped() || question.departments().isPresent()) {
            return answer(question, question.departments().orElse(null), atLeast);
        }
        // All that there are: whoever has none is not among them.
        Gathered<SortedMap<String, Long>> departments = gather.gather(new Question<>(new DepartmentsQuery(), atLeast));
        if (departments instanceof Gathered.Whole<SortedMap<String, Long>> whole) {
            return answer(question, new ArrayList<>(whole.value().keySet()), whole.positions());
        }
        return new Result.Unavailable(((Gathered.Incomplete<?>) departments).reason());
    }

    private Result answer(SeriesQuestion question, List<String> departments, InputPositions atLeast) {
        ZoneId zone = question.zone().orElse(reportingZone);
        List<Long> boundaries = question.granularity().boundaries(question.from(), question.to(), zone);
        int points = boundaries.size() - 1;
        int series = question.grouped() ? departments.size() : 1;
        if (points > SeriesQuestion.MOST_POINTS || (long) points * series > SeriesQuestion.MOST_POINTS_OF_ALL) {
            return new Result.TooMany(series, points);
        }
        Scope scope = departments == null ? Scope.ALL : new Scope(departments, question.grouped());
        Points stretches = new Points.Stretches(boundaries);
        List<String> names = question.grouped()
                ? departments
                : Collections.singletonList(departments != null && departments.size() == 1 ? departments.get(0) : null);
        Function<SeriesValues, SeriesBody> body = values -> new SeriesBody(question, zone, names, boundaries, values);
        if (question.metric() instanceof SeriesMetric.OfBuckets asked) {
            BucketsQuery query =
                    new BucketsQuery(scope, stretches, asked.metric().figures());
            return gathered(query, atLeast, buckets -> body.apply(asked.metric().values(buckets)));
        }
        if (question.metric() instanceof SeriesMetric.Percentile asked) {
            SketchesQuery query = new SketchesQuery(scope, stretches, asked.figure());
            return gathered(
                    query, atLeast, sketches -> body.apply(SeriesValues.percentiles(sketches, asked.percent())));
        }
        SeriesMetric.Within asked = (SeriesMetric.Within) question.metric();
        SketchesQuery query = new SketchesQuery(scope, stretches, asked.figure());
        return gathered(query, atLeast, sketches -> body.apply(SeriesValues.shares(sketches, asked.targetSeconds())));
    }

    private <T> Result gathered(PartitionQuery<T> query, InputPositions atLeast, Function<T, SeriesBody> body) {
        Gathered<T> gathered = gather.gather(new Question<>(query, atLeast));
        if (gathered instanceof Gathered.Whole<T> whole) {
            return new Result.Answer(body.apply(whole.value()), whole.positions(), whole.staleMillis());
        }
        return new Result.Unavailable(((Gathered.Incomplete<T>) gathered).reason());
    }
}
