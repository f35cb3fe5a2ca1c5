package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.contender.Pass.Progress;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The product's pipeline with its own defaults. Its results are complete once its ledger has counted every record: the
 * charts show an event from then on.
 */
public final class ThisPipeline implements Contender {
    private static final int PAUSE_MILLIS = 10;
    private static final long PROGRESS_STEPS = 500;

    @Override
    public Pass run(Task task) throws Exception {
        try (ApplicationTraces traces = new ApplicationTraces(task)) {
            Pass pass;
            try (RunningPipeline pipeline = RunningPipeline.start(task)) {
                pass = pass(task, pipeline, traces);
            }
            Map<String, Long> topicBytes = traces.topicBytes();
            traces.deleteTopics();
            return pass.withTopicBytes(topicBytes);
        }
    }

    private static Pass pass(Task task, RunningPipeline pipeline, ApplicationTraces traces) throws Exception {
        LogTotals log = task.log().totals();
        long already = pipeline.awaitCounted(1, PAUSE_MILLIS);
        Stopwatch stopwatch = new Stopwatch();
        stopwatch.start();
        List<Progress> progress = new ArrayList<>();
        long step = Math.max(1, log.events() / PROGRESS_STEPS);
        long counted = already;
        while (counted < log.events()) {
            counted = pipeline.awaitCounted(Math.min(log.events(), counted + step), PAUSE_MILLIS);
            progress.add(new Progress(counted, stopwatch.elapsed().nanos()));
        }
        Stopwatch.Time time = stopwatch.elapsed();
        traces.awaitCommitted(log.events());
        long committedNanos = stopwatch.elapsed().nanos();
        pipeline.check(log);
        return Pass.of(log.events() - already, time, committedNanos, log.bytes())
                .withProgress(progress);
    }
}
