package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.Gathered;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.Question;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import java.time.ZoneId;

/** Answers charts in the reporting zone from the partitions' buckets. */
public final class Charts {
    private final Gather gather;
    private final ChartRendering rendering;

    /** Exact ones. */
    public Charts(Gather gather, ZoneId zone) {
        this(gather, new ExactRendering(zone));
    }

    public Charts(Gather gather, ChartRendering rendering) {
        this.gather = gather;
        this.rendering = rendering;
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
        ChartRendering.Plan plan = rendering.plan(question);
        Gathered<BucketSums> gathered = gather.gather(new Question<>(plan.query(), atLeast));
        if (gathered instanceof Gathered.Incomplete<BucketSums> incomplete) {
            return new Result.Unavailable(incomplete.reason());
        }
        Gathered.Whole<BucketSums> whole = (Gathered.Whole<BucketSums>) gathered;
        ChartBody body =
                new ChartBody(question.chart(), plan.labels(), plan.points().apply(whole.value()));
        return new Result.Chart(body, whole.positions(), whole.staleMillis());
    }
}
