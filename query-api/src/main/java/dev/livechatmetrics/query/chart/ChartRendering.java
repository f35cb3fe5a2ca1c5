package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import java.util.List;
import java.util.function.Function;

/** Which buckets a chart is made of, and how. */
public interface ChartRendering {
    Plan plan(ChartQuestion question);

    /**
     * What is asked of every partition, and what becomes of the sum of the answers.
     *
     * @param labels one for each of {@code points}
     */
    record Plan(BucketsQuery query, List<String> labels, Function<BucketSums, double[]> points) {}
}
