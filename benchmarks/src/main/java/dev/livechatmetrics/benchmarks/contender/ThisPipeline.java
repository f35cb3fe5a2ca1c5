package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.Pipeline;
import dev.livechatmetrics.streams.runtime.PipelineConfig;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The product's pipeline with its own defaults. Its results are complete once its ledger has counted every record: the
 * charts show an event from then on.
 */
public final class ThisPipeline implements Contender {
    private static final int PAUSE_MILLIS = 2;

    @Override
    public Pass run(Task task) throws Exception {
        try (ApplicationTraces traces = new ApplicationTraces(task)) {
            Pass pass;
            try (Pipeline pipeline = Pipeline.start(config(task))) {
                pass = pass(task, pipeline, traces);
            }
            Map<String, Long> topicBytes = traces.topicBytes();
            traces.deleteTopics();
            return pass.withTopicBytes(topicBytes);
        }
    }

    private static Pass pass(Task task, Pipeline pipeline, ApplicationTraces traces) throws Exception {
        long already = counted(pipeline);
        while (already == 0) {
            pause(task, pipeline, "the first record");
            already = counted(pipeline);
        }
        Stopwatch stopwatch = new Stopwatch();
        stopwatch.start();
        while (counted(pipeline) < task.log().events()) {
            pause(task, pipeline, "the last record");
        }
        Stopwatch.Time time = stopwatch.elapsed();
        traces.awaitAllCommitted();
        long committedNanos = stopwatch.elapsed().nanos();
        checkLedger(task, pipeline);
        checkBuckets(task, pipeline);
        return new Pass(task.log().events() - already, time.nanos(), time.cpuNanos(), committedNanos, Map.of());
    }

    private static PipelineConfig config(Task task) {
        return new PipelineConfig(
                task.applicationId(),
                task.bootstrapServers(),
                "127.0.0.1:1", // nobody asks
                task.stateDir(),
                new TopicNames(EventLog.CONVERSATIONS, EventLog.MESSAGES, TopicNames.DEFAULT.deadLetters()),
                EventLog.PARTITIONS,
                (short) 1,
                ZoneOffset.UTC,
                Duration.ofHours(1),
                LifecycleLimits.DEFAULT,
                Map.of(),
                Map.of());
    }

    private static void pause(Task task, Pipeline pipeline, String waitingFor)
            throws InterruptedException, WrongResultException {
        if (pipeline.failed().isDone()) {
            throw new WrongResultException("The pipeline has failed");
        }
        task.deadline().pause(PAUSE_MILLIS, waitingFor);
    }

    /** The records that the ledger has, of the partitions that can be read now. */
    private static long counted(Pipeline pipeline) {
        long counted = 0;
        for (PartitionRead<Map<String, LedgerRow>> read :
                pipeline.reads().ledgers(pipeline.partitions()).values()) {
            if (read instanceof Answer<Map<String, LedgerRow>> answer) {
                for (LedgerRow row : answer.value().values()) {
                    counted += row.applied() + row.duplicate() + row.ignored() + row.deadLettered();
                }
            }
        }
        return counted;
    }

    private static void checkLedger(Task task, Pipeline pipeline) throws WrongResultException {
        WrongResultException.check("Records in the ledger", task.log().events(), counted(pipeline));
        long applied = 0;
        for (PartitionRead<Map<String, LedgerRow>> read :
                pipeline.reads().ledgers(pipeline.partitions()).values()) {
            for (LedgerRow row : answer(read).values()) {
                applied += row.applied();
            }
        }
        WrongResultException.check("Applied events", task.log().events(), applied);
    }

    private static void checkBuckets(Task task, Pipeline pipeline) throws WrongResultException {
        BucketsQuery query = new BucketsQuery(
                null,
                ZoneOffset.UTC,
                LocalDate.parse(task.log().firstDay()),
                LocalDate.parse(task.log().lastDay()));
        Aggregate sums = Aggregate.ZERO;
        for (PartitionRead<List<Bucket>> read :
                pipeline.reads().buckets(query, pipeline.partitions()).values()) {
            for (Bucket bucket : answer(read)) {
                sums = sums.plus(bucket.sums());
            }
        }
        WrongResultException.check("Conversations", task.log().conversations(), sums.conversations());
        WrongResultException.check("Closed conversations", task.log().closedConversations(), sums.chatDurations());
        WrongResultException.check("Messages", task.log().messages(), sums.messages());
        WrongResultException.check("Visitors' messages", task.log().visitorMessages(), sums.visitorMessages());
    }

    private static <T> T answer(PartitionRead<T> read) throws WrongResultException {
        if (read instanceof Answer<T> answer) {
            return answer.value();
        }
        throw new WrongResultException("A partition cannot be read: " + read);
    }
}
