package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.streams.runtime.Pipeline;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Answers from the pipeline once there is one: the server listens before the pipeline starts, since the pipeline is told
 * under which port others reach it.
 */
public final class PipelineAnswers implements Answers {
    private final ZoneId zone;
    private final Duration readTimeout;
    private volatile Running running;

    private record Running(Pipeline pipeline, Charts charts) {}

    public PipelineAnswers(ZoneId zone, Duration readTimeout) {
        this.zone = zone;
        this.readTimeout = readTimeout;
    }

    /** From now on, answers come from this pipeline. */
    public void attach(Pipeline pipeline) {
        Gather gather = new Gather(pipeline.reads()::buckets, pipeline.partitions(), readTimeout);
        running = new Running(pipeline, new Charts(gather, zone));
    }

    @Override
    public Charts.Result answer(ChartQuestion question) {
        Running now = running;
        return now == null
                ? new Charts.Result.Unavailable("The pipeline is starting.")
                : now.charts().answer(question);
    }

    @Override
    public String notReadyReason() {
        Running now = running;
        return now == null ? "the pipeline is starting" : now.pipeline().notReadyReason();
    }
}
