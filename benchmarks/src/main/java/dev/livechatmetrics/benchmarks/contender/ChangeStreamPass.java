package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;

/** A pass that is complete once the ledger has counted every event of a log; timed from the first ones that it counts. */
final class ChangeStreamPass {
    private static final int PAUSE_MILLIS = 5;

    private ChangeStreamPass() {}

    static Pass run(Task task, SourceTopics sources, TopicNames topics) throws Exception {
        long events = task.log().totals().events();
        try (ApplicationTraces traces = new ApplicationTraces(task)) {
            Pass pass;
            try (RunningPipeline pipeline = RunningPipeline.start(task, sources, topics)) {
                long already = pipeline.awaitCounted(1, PAUSE_MILLIS);
                Stopwatch stopwatch = new Stopwatch();
                stopwatch.start();
                pipeline.awaitCounted(events, PAUSE_MILLIS);
                Stopwatch.Time time = stopwatch.elapsed();
                pipeline.checkCounts(task.log().totals());
                pass = Pass.of(
                        events - already,
                        time,
                        time.nanos(),
                        task.log().totals().bytes());
            }
            traces.deleteTopics();
            return pass;
        }
    }
}
