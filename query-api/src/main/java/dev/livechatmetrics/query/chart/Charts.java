package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.Gathered;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.Question;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.Points;
import java.time.ZoneId;
import java.util.List;

/** Answers charts in the reporting zone from the partitions' buckets. */
public final class Charts {
    private final Gather gather;
    private final ZoneId zone;

    public Charts(Gather gather, ZoneId zone) {
        this.gather = gather;
        this.zone = zone;
    }

    /** What came of a question: a chart, or why there is none now. */
    public sealed interface Result {
        /**
         * A whole chart.
         *
         * @param positions how far each partition was read: all before is in the chart
         * @param staleMillis how old it may be; 0 where all of it comes from running tasks
         */
        record Chart(ChartBody body, InputPositions positions, long staleMillis) implements Result {}

        /** The position that is asked for can never be reached; {@code reason} says why. */
        record Refused(String reason) implements Result {}

        /** {@code reason}: a sentence that names what cannot be read. */
        record Unavailable(String reason) implements Result {}
    }

    /** {@code atLeast}: how far each partition must have been read. */
    public Result answer(ChartQuestion question, InputPositions atLeast) {
        if (atLeast.partitionCount() > gather.partitionCount()) {
            return new Result.Refused("names partition " + (atLeast.partitionCount() - 1) + ", but there are only "
                    + gather.partitionCount() + ".");
        }
        BucketsQuery query = new BucketsQuery(
                question.scope(),
                new Points.Dates(zone, question.start(), question.end(), null),
                ChartValues.figures(question.chart()));
        Gathered<BucketSums> gathered = gather.gather(new Question<>(query, atLeast));
        if (gathered instanceof Gathered.Incomplete<BucketSums> incomplete) {
            return new Result.Unavailable(incomplete.reason());
        }
        Gathered.Whole<BucketSums> whole = (Gathered.Whole<BucketSums>) gathered;
        List<String> labels = question.start().equals(question.end())
                ? ChartLabels.hours(question.start(), zone)
                : ChartLabels.days(question.start(), question.end());
        double[] points = ChartValues.of(question.chart(), whole.value());
        return new Result.Chart(
                new ChartBody(question.chart(), labels, points), whole.positions(), whole.staleMillis());
    }
}
