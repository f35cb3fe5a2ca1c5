package dev.livechatmetrics.query;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.ChartRendering;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.OwnPartitions;
import dev.livechatmetrics.query.listing.Listings;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.MetricsTopology;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.TopicNames;
import dev.livechatmetrics.streams.topology.TopologyConfig;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology of each of several partitions in a {@link TopologyTestDriver}, with the real stores and the real reads
 * over them.
 */
public final class DrivenPipeline implements AutoCloseable, LocalReads.StateQueries {
    private static final TopicNames TOPICS = TopicNames.DEFAULT;
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Path stateDir;
    private final boolean temporary;
    private final TopologyTestDriver[] partitions;

    public DrivenPipeline(ZoneId zone, int partitionCount) {
        this(zone, partitionCount, LifecycleLimits.DEFAULT, NOW, temporaryDir(), true);
    }

    /** Over state that is kept in a directory when this pipeline is closed. */
    public DrivenPipeline(ZoneId zone, int partitionCount, Path stateDir) {
        this(zone, partitionCount, LifecycleLimits.DEFAULT, NOW, stateDir, false);
    }

    /** From that time on, with these limits. */
    public DrivenPipeline(ZoneId zone, int partitionCount, LifecycleLimits limits, Instant now) {
        this(zone, partitionCount, limits, now, temporaryDir(), true);
    }

    private DrivenPipeline(
            ZoneId zone, int partitionCount, LifecycleLimits limits, Instant now, Path stateDir, boolean temporary) {
        this.stateDir = stateDir;
        this.temporary = temporary;
        partitions = new TopologyTestDriver[partitionCount];
        for (int i = 0; i < partitionCount; i++) {
            Properties properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven-" + i);
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
            properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            TopologyConfig config = new TopologyConfig(TOPICS, 1, zone, Duration.ofHours(1), 1_000_000, limits);
            partitions[i] = new TopologyTestDriver(MetricsTopology.build(config), properties, now);
        }
    }

    public void send(List<WireEvent> events) {
        events.forEach(this::send);
    }

    public void send(WireEvent event) {
        int partition = event.key() == null ? 0 : Math.floorMod(Arrays.hashCode(event.key()), partitions.length);
        TestInputTopic<byte[], byte[]> topic = partitions[partition].createInputTopic(
                event.topic().equals("messages") ? TOPICS.messages() : TOPICS.conversations(),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        topic.pipeInput(new TestRecord<>(event.key(), event.value()));
    }

    /** The body that the API would answer. */
    public String chart(String chartName, LocalDate start, LocalDate end, String department, ZoneId zone) {
        return chart(
                new ChartQuestion(ChartName.of(chartName), start, end, Scope.of(department)),
                ChartsCompatibility.EXACT.rendering(zone, InstantSource.system()));
    }

    /** The same by other rules. */
    public String chart(ChartQuestion question, ChartRendering rendering) {
        Charts.Result result = new Charts(gather(), rendering).answer(question, InputPositions.NONE);
        if (result instanceof Charts.Result.Chart chart) {
            return chart.body().toJson();
        }
        throw new AssertionError("no chart: " + result);
    }

    /** What lists are answered from. */
    Listings listings() {
        return new Listings(gather());
    }

    private Gather gather() {
        return new Gather(
                OwnPartitions.only(new LocalReads(this, partition -> InputPosition.START)),
                IntStream.range(0, partitions.length).boxed().collect(Collectors.toSet()),
                Duration.ofSeconds(1));
    }

    /** The ledger of all partitions and topics added up. */
    public LedgerRow ledger() {
        return Ledgers.sum(new LocalReads(this, partition -> InputPosition.START), partitions.length);
    }

    public LifecycleCounts lifecycle() {
        return Ledgers.lifecycle(new LocalReads(this, partition -> InputPosition.START), partitions.length);
    }

    /** What has been sent to the dead letters since the last call. */
    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return Arrays.stream(partitions)
                .flatMap(partition -> partition
                        .createOutputTopic(
                                TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .stream())
                .toList();
    }

    public void advanceClock(Duration duration) {
        for (TopologyTestDriver partition : partitions) {
            partition.advanceWallClockTime(duration);
        }
    }

    @Override
    public <T> StateQueryResult<T> query(StateQueryRequest<T> request) {
        StateQueryResult<T> result = new StateQueryResult<>();
        for (int partition : request.getPartitions()) {
            StateStore store = partitions[partition].getAllStateStores().get(request.getStoreName());
            result.addResult(
                    partition, store.query(request.getQuery(), PositionBound.unbounded(), new QueryConfig(false)));
        }
        return result;
    }

    @Override
    public void close() {
        for (TopologyTestDriver partition : partitions) {
            partition.close();
        }
        if (temporary) {
            try (Stream<Path> files = Files.walk(stateDir)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static Path temporaryDir() {
        try {
            return Files.createTempDirectory("driven-pipeline");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
