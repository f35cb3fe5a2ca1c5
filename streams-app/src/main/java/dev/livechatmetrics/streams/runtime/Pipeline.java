package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.topology.ConversationProcessorSupplier;
import dev.livechatmetrics.streams.topology.MetricsTopology;
import dev.livechatmetrics.streams.topology.Names;
import dev.livechatmetrics.streams.topology.OwnedStores;
import dev.livechatmetrics.streams.topology.SourceCounts;
import dev.livechatmetrics.streams.topology.TopologyConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running pipeline of this instance: Kafka Streams, its readiness and its local reads. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration LONG_REBALANCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(3_500);
    /** Of the time to close: the stage has no state, and waits for no more than a commit. */
    private static final Duration SOURCES_CLOSE_TIMEOUT = Duration.ofMillis(1_500);

    private final String applicationId;
    private final Topics topics;
    private final KafkaStreams streams;
    private final SourceCounts sourceCounts = new SourceCounts();
    private final Optional<SourceStage> sources;
    private final LocalReads reads;
    private final MetadataPlacements placements;
    private final RunMark running;
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final ThreadFailures threadFailures = new ThreadFailures();
    private volatile boolean everyPartitionWasKnown;
    private volatile long rebalancingSinceNanos = System.nanoTime();

    private Pipeline(Topics topics, KafkaStreams streams, OwnedStores stores, PipelineConfig config) {
        this.applicationId = config.applicationId();
        this.topics = topics;
        this.streams = streams;
        this.sources = config.sources().names().isEmpty()
                ? Optional.empty()
                : Optional.of(SourceStage.of(config, topics, sourceCounts));
        this.reads = new LocalReads(stores::query, stores::position, streams::query, Clock.systemUTC());
        this.placements = new MetadataPlacements(
                streams::metadataForAllStreamsClients,
                config.applicationServer(),
                config.topics().conversations());
        this.running = RunMark.of(config.stateDir(), config.applicationId());
    }

    /**
     * Checks the topics, creates those that are absent, and starts.
     *
     * @throws PipelineException where the pipeline cannot run as things are
     * @throws ClientSettingsException where no client of Kafka starts with the settings
     */
    public static Pipeline start(PipelineConfig config) {
        Topics topics = Topics.prepare(config);
        Properties properties = StreamsProperties.of(config, topics);
        TopologyConfig topology = new TopologyConfig(
                config.topics(),
                topics.partitions(),
                config.zone(),
                config.maxFutureSkew(),
                StreamsProperties.maxDeadLetterBytes(properties, topics),
                config.limits());
        ConversationProcessorSupplier processor = MetricsTopology.processor(topology);
        KafkaStreams streams;
        try {
            streams = new KafkaStreams(MetricsTopology.build(topology, processor), properties);
        } catch (StreamsException failed) {
            throw new PipelineException("Kafka Streams did not start: " + failed.getMessage(), failed);
        } catch (KafkaException refused) {
            throw ClientRefusal.of(refused, config);
        }
        Pipeline pipeline = new Pipeline(topics, streams, processor.owned(), config);
        if (StreamsProperties.standbys(properties) > 0) {
            processor.owned().copiedWhere(pipeline::hasOthers);
        }
        streams.setUncaughtExceptionHandler(pipeline::onThreadFailure);
        streams.setStateListener(pipeline::onStateChange);
        pipeline.deleteUntrusted();
        streams.start();
        pipeline.sources.ifPresent(stage -> stage.start(pipeline::onThreadFailure));
        return pipeline;
    }

    /** Under the lock of the state directory, which Kafka Streams has by now. */
    private void deleteUntrusted() {
        if (running.isSet()) {
            LOG.info("The last process did not close its stores; restoring them from the changelogs");
            try {
                streams.cleanUp();
            } catch (StreamsException failed) {
                LOG.warn("Kafka Streams will have to delete them itself, which takes longer", failed);
            }
        }
        running.set();
    }

    /** The deployment to which this instance belongs. */
    public String applicationId() {
        return applicationId;
    }

    /** The topics as they were found or made. */
    public Topics topics() {
        return topics;
    }

    /** All partitions, of this instance or of others. */
    public Set<Integer> partitions() {
        return IntStream.range(0, topics.partitions()).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    public LocalReads reads() {
        return reads;
    }

    /** Who has which partition. */
    public MetadataPlacements placements() {
        return placements;
    }

    /** How the records of change streams ended, where any are read. */
    public SourceCounts sourceCounts() {
        return sourceCounts;
    }

    /** Kafka Streams itself, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Completes when the pipeline has ended by a failure that starting threads anew does not mend. */
    public CompletableFuture<Throwable> failed() {
        return failed.copy();
    }

    /**
     * Why this instance is not ready, or null where it is: its partitions are restored and every partition has had a
     * known host. Once that was so, only this instance's own state takes it back, and a rebalance only if it lasts: all
     * instances are in the same one, they answer meanwhile, and a balancer must not lose all of them.
     */
    public String notReadyReason() {
        if (failed.isDone()) {
            return "the pipeline has failed; see the log";
        }
        KafkaStreams.State state = streams.state();
        if (state == KafkaStreams.State.REBALANCING && everyPartitionWasKnown && !rebalancesForLong()) {
            return null;
        }
        if (state != KafkaStreams.State.RUNNING) {
            return "the pipeline is " + state;
        }
        if (!everyPartitionWasKnown) {
            Set<Integer> known = streams.streamsMetadataForStore(Names.DEPARTMENT_DAYS).stream()
                    .flatMap(metadata -> metadata.topicPartitions().stream())
                    .map(org.apache.kafka.common.TopicPartition::partition)
                    .collect(Collectors.toSet());
            Set<Integer> unknown = partitions();
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                return "no known host for the partitions " + unknown;
            }
            everyPartitionWasKnown = true;
        }
        return null;
    }

    private void onStateChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.REBALANCING) {
            rebalancingSinceNanos = System.nanoTime();
        }
    }

    private boolean rebalancesForLong() {
        return System.nanoTime() - rebalancingSinceNanos > LONG_REBALANCE.toNanos();
    }

    /** Whether other instances share the partitions. */
    public boolean hasOthers() {
        try {
            return streams.metadataForAllStreamsClients().size() > 1;
        } catch (IllegalStateException stopping) {
            return false;
        }
    }

    private StreamThreadExceptionResponse onThreadFailure(Throwable failure) {
        LOG.error("A stream thread ended by a failure", failure);
        if (PlainFailure.isLasting(failure) || threadFailures.tooMany()) {
            failed.complete(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * Commits and closes the stores. Where there are others, leaves the group, so that they take the partitions over at
     * once; alone, it keeps its place for when it is back.
     */
    @Override
    public void close() {
        CloseOptions.GroupMembershipOperation membership = hasOthers()
                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
        long beganNanos = System.nanoTime();
        sources.ifPresent(stage -> stage.close(membership, SOURCES_CLOSE_TIMEOUT));
        Duration left = CLOSE_TIMEOUT.minusNanos(System.nanoTime() - beganNanos);
        boolean closed = streams.close(CloseOptions.groupMembershipOperation(membership)
                .withTimeout(left.isNegative() ? Duration.ZERO : left));
        if (!closed) {
            LOG.warn("Kafka Streams did not close within {}; what was not committed is processed again", CLOSE_TIMEOUT);
            return;
        }
        try {
            running.remove();
        } catch (IOException failure) {
            LOG.warn("The next start will not trust the stores, and restore them", failure);
        }
    }
}
