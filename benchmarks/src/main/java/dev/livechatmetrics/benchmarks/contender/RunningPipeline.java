package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.Pipeline;
import dev.livechatmetrics.streams.runtime.PipelineConfig;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** The product's pipeline while it reads a log, and what its stores say of it. */
final class RunningPipeline implements AutoCloseable {
    private final Task task;
    private final Pipeline pipeline;

    private RunningPipeline(Task task, Pipeline pipeline) {
        this.task = task;
        this.pipeline = pipeline;
    }

    static RunningPipeline start(Task task) {
        TopicNames topics =
                new TopicNames(task.log().conversations(), task.log().messages(), TopicNames.DEFAULT.deadLetters());
        return start(task, SourceTopics.NONE, topics);
    }

    /** On topics of events that are created where they are not there. */
    static RunningPipeline start(Task task, SourceTopics sources, TopicNames topics) {
        return new RunningPipeline(task, Pipeline.start(config(task, sources, topics)));
    }

    private static PipelineConfig config(Task task, SourceTopics sources, TopicNames topics) {
        return new PipelineConfig(
                task.applicationId(),
                task.bootstrapServers(),
                "127.0.0.1:1", // nobody asks
                task.stateDir(),
                topics,
                sources,
                EventLog.PARTITIONS,
                (short) 1,
                ZoneOffset.UTC,
                Duration.ofHours(1),
                LifecycleLimits.DEFAULT,
                Map.of(),
                Map.of());
    }

    /** Returns as soon as the ledger has that many records, with the number that it has by then. */
    long awaitCounted(long records, int pauseMillis) throws InterruptedException, WrongResultException {
        long counted = counted();
        while (counted < records) {
            if (pipeline.failed().isDone()) {
                throw new WrongResultException("The pipeline has failed");
            }
            task.deadline().pause(pauseMillis, records + " records in the ledger, which has " + counted);
            counted = counted();
        }
        return counted;
    }

    /** The records that the ledger has, of the partitions that can be read now. */
    private long counted() {
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

    /** Compares the ledger and the charts' rows with what the log holds. */
    void check(LogTotals log) throws WrongResultException {
        checkLedger(log);
        checkBuckets(log);
    }

    /** The same of a log of which no more is known than how many records it has, of how many conversations. */
    void checkCounts(LogTotals log) throws WrongResultException {
        long deadLettered = 0;
        for (PartitionRead<Map<String, LedgerRow>> read :
                pipeline.reads().ledgers(pipeline.partitions()).values()) {
            for (LedgerRow row : answer(read).values()) {
                deadLettered += row.deadLettered();
            }
        }
        WrongResultException.check("Records in the ledger", log.events(), counted());
        WrongResultException.check("Dead letters", 0, deadLettered);
        WrongResultException.check(
                "Conversations", log.conversations(), sums(log).conversations());
    }

    private void checkLedger(LogTotals log) throws WrongResultException {
        long applied = 0;
        long duplicate = 0;
        for (PartitionRead<Map<String, LedgerRow>> read :
                pipeline.reads().ledgers(pipeline.partitions()).values()) {
            for (LedgerRow row : answer(read).values()) {
                applied += row.applied();
                duplicate += row.duplicate();
            }
        }
        WrongResultException.check("Records in the ledger", log.events(), counted());
        WrongResultException.check("Applied events", log.events() - log.repeated(), applied);
        WrongResultException.check("Duplicates", log.repeated(), duplicate);
    }

    private void checkBuckets(LogTotals log) throws WrongResultException {
        Aggregate sums = sums(log);
        WrongResultException.check("Conversations", log.conversations(), sums.conversations());
        WrongResultException.check("Closed conversations", log.closedConversations(), sums.chatDurations());
        WrongResultException.check("Messages", log.messages(), sums.messages());
        WrongResultException.check("Visitors' messages", log.visitorMessages(), sums.visitorMessages());
    }

    private Aggregate sums(LogTotals log) throws WrongResultException {
        BucketsQuery query =
                new BucketsQuery(null, ZoneOffset.UTC, LocalDate.parse(log.firstDay()), LocalDate.parse(log.lastDay()));
        Aggregate sums = Aggregate.ZERO;
        for (PartitionRead<Partial<BucketSums>> read :
                pipeline.reads().read(query, pipeline.partitions()).values()) {
            for (Bucket bucket : answer(read).value()) {
                sums = sums.plus(bucket.sums());
            }
        }
        return sums;
    }

    private static <T> T answer(PartitionRead<T> read) throws WrongResultException {
        if (read instanceof Answer<T> answer) {
            return answer.value();
        }
        throw new WrongResultException("A partition cannot be read: " + read);
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
