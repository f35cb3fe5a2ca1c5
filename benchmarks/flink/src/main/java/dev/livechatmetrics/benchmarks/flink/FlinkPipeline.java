package dev.livechatmetrics.benchmarks.flink;

import dev.livechatmetrics.benchmarks.contender.Contender;
import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.contender.Stopwatch;
import dev.livechatmetrics.benchmarks.contender.Task;
import dev.livechatmetrics.benchmarks.contender.WrongResultException;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The charts as a job in a cluster of its own within this JVM: two slots, a checkpoint each second. Its results are
 * complete once the rows that it has put out add up to the log's.
 */
abstract class FlinkPipeline implements Contender {
    private static final int PARALLELISM = 2;
    private static final int PAUSE_MILLIS = 2;
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private final String stateBackend;

    FlinkPipeline(String stateBackend) {
        this.stateBackend = stateBackend;
    }

    @Override
    public Pass run(Task task) throws Exception {
        JobResult result = new JobResult();
        JobResult.current = result;
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration(task));
        build(flink, task);
        JobClient job = flink.executeAsync(task.applicationId());
        CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
        try {
            LogTotals log = task.log().totals();
            while (!result.agreesWith(log)) {
                pause(task, end, "rows that add up to " + log + "; there are " + result);
            }
            Stopwatch.Time time = result.stopwatch().elapsed();
            // Not the offsets, which its source may commit ten seconds later.
            long before = result.lastCheckpoint();
            while (result.lastCompleteCheckpoint() <= before) {
                pause(task, end, "a checkpoint of all events");
            }
            long committedNanos = result.stopwatch().elapsed().nanos();
            return Pass.of(log.events(), time, committedNanos, log.bytes());
        } finally {
            if (!end.isDone()) {
                job.cancel().get();
            }
            // The job's end is that of its cluster too.
            end.handle((done, cancelled) -> done).get();
        }
    }

    private static void pause(Task task, CompletableFuture<JobExecutionResult> end, String waitingFor)
            throws InterruptedException, ExecutionException, WrongResultException {
        if (end.isDone()) {
            end.get(); // says why
            throw new WrongResultException("The job has ended by itself");
        }
        task.deadline().pause(PAUSE_MILLIS, waitingFor);
    }

    private Configuration configuration(Task task) {
        Path folder = task.stateDir();
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        return configuration;
    }

    private static void build(StreamExecutionEnvironment flink, Task task) {
        KafkaSource<ChatEvent> source = KafkaSource.<ChatEvent>builder()
                .setBootstrapServers(task.bootstrapServers())
                .setTopics(task.log().topics())
                .setGroupId(task.applicationId())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new EventReader())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000")
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 * 1024 * 1024))
                .setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(64 * 1024 * 1024))
                .build();
        flink.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                .keyBy(ChatEvent::conversationId)
                .process(new Conversations())
                .name("conversations")
                .keyBy(DepartmentDay::key, TypeInformation.of(new TypeHint<>() {}))
                .process(new DepartmentDays())
                .name("department-days")
                .sinkTo(new ChartRows())
                .name("rows");
    }
}
