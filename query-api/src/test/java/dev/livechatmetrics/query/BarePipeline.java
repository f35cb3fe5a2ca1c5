package dev.livechatmetrics.query;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.Gathered;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.OwnPartitions;
import dev.livechatmetrics.query.cluster.Question;
import dev.livechatmetrics.query.listing.Listings;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesQuestion;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.topology.ConversationProcessorSupplier;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.TopicNames;
import dev.livechatmetrics.streams.topology.TopologyConfig;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * The processor and its stores without Kafka around them, rows in memory: quick enough for a hundred thousand random
 * sets of events. Commits, and losses of everything that is only live after a commit, happen where the test says.
 */
final class BarePipeline implements LocalReads.StateQueries {
    private static final TopicNames TOPICS = TopicNames.DEFAULT;
    private static final long NOW_MILLIS = 1_780_000_000_000L;
    private static final StreamsConfig CONFIG = config();

    /** Kept, as finding out a zone's days for a century is not what is tested. */
    private static final Map<Made, ConversationProcessorSupplier> SUPPLIERS = new ConcurrentHashMap<>();

    private record Made(ZoneId zone, LifecycleLimits limits) {}

    private final List<Partition> partitions = new ArrayList<>();

    private static final class Partition {
        private final MockProcessorContext<byte[], byte[]> context;
        private final ConversationProcessorSupplier supplier;
        private Processor<byte[], byte[], byte[], byte[]> processor;
        private final List<StateStore> stores = new ArrayList<>();
        private final Map<String, long[]> offsets =
                Map.of(TOPICS.conversations(), new long[1], TOPICS.messages(), new long[1]);

        private Partition(Made made, int number, long nowMillis) {
            context = new MockProcessorContext<>(properties(), new TaskId(0, number), null);
            context.setCurrentSystemTimeMs(nowMillis);
            supplier = SUPPLIERS.computeIfAbsent(made, BarePipeline::supplier);
            supplier.stores().forEach(builder -> {
                StateStore store = builder.withLoggingDisabled().build();
                store.init(context.getStateStoreContext(), store);
                context.addStateStore(store);
                stores.add(store);
            });
            processor = supplier.get();
            processor.init(context);
        }

        private void process(WireEvent event) {
            String topic = event.topic().equals("messages") ? TOPICS.messages() : TOPICS.conversations();
            context.setRecordMetadata(topic, context.taskId().partition(), offsets.get(topic)[0]++);
            processor.process(new Record<>(event.key(), event.value(), context.currentSystemTimeMs()));
        }

        /** Slices of a new pass over the conversations, as the punctuations would have it: so many, or all there are. */
        private void sweep(int mostSlices) {
            punctuate(latestPunctuator());
            CapturedPunctuator slices = latestPunctuator();
            for (int done = 0; done < mostSlices && !slices.cancelled(); done++) {
                punctuate(slices);
            }
        }

        private void punctuate(CapturedPunctuator punctuator) {
            punctuator.getPunctuator().punctuate(context.currentSystemTimeMs());
        }

        private CapturedPunctuator latestPunctuator() {
            return context.scheduledPunctuators().stream()
                    .filter(punctuator -> !punctuator.cancelled())
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
        }

        private void restart() {
            commit(true);
            processor = supplier.get();
            processor.init(context);
        }

        private void commit(boolean dropLive) {
            for (StateStore store : stores) {
                if (store instanceof CachedStateStore<?, ?> cached) {
                    cached.flushCache();
                    if (dropLive) {
                        cached.clearCache();
                    }
                }
            }
        }

        private StateStore store(String name) {
            return stores.stream()
                    .filter(store -> store.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    BarePipeline(ZoneId zone, int partitionCount) {
        this(zone, partitionCount, LifecycleLimits.DEFAULT, NOW_MILLIS);
    }

    BarePipeline(ZoneId zone, int partitionCount, LifecycleLimits limits, long nowMillis) {
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new Partition(new Made(zone, limits), i, nowMillis));
        }
    }

    void setClock(long nowMillis) {
        partitions.forEach(partition -> partition.context.setCurrentSystemTimeMs(nowMillis));
    }

    /** Lets the sweep go once over all conversations of all partitions. */
    void sweep() {
        partitions.forEach(partition -> partition.sweep(Integer.MAX_VALUE));
    }

    /** Lets the sweep begin a pass in all partitions and do one slice of it. */
    void sweepOneSlice() {
        partitions.forEach(partition -> partition.sweep(1));
    }

    void commit() {
        partitions.forEach(partition -> partition.commit(false));
    }

    /** A new processor over the rows that were committed at last. */
    void restart() {
        partitions.forEach(Partition::restart);
    }

    void send(WireEvent event) {
        partitions.get(partition(event)).process(event);
    }

    private int partition(WireEvent event) {
        return Math.floorMod(Arrays.hashCode(event.key()), partitions.size());
    }

    /** Processes the events, with commits and reloads at random places. */
    void send(List<WireEvent> events, SplittableRandom random) {
        for (WireEvent event : events) {
            Partition partition = partitions.get(partition(event));
            partition.process(event);
            if (random.nextInt(8) == 0) {
                partition.commit(random.nextBoolean());
            }
        }
    }

    String chart(String chartName, LocalDate start, LocalDate end, String department, ZoneId zone) {
        return chartOf(chartName, start, end, Scope.of(department), zone);
    }

    String chartOf(String chartName, LocalDate start, LocalDate end, Scope scope, ZoneId zone) {
        Charts.Result result = new Charts(gather(), zone)
                .answer(new ChartQuestion(ChartName.of(chartName), start, end, scope), InputPositions.NONE);
        return ((Charts.Result.Chart) result).body().toJson();
    }

    /** {@code reportingZone}: the zone where the question names none. */
    Series.Result series(SeriesQuestion question, ZoneId reportingZone) {
        return new Series(gather(), reportingZone).answer(question, InputPositions.NONE);
    }

    /** Asked of all partitions, and added up. */
    <T> T whole(PartitionQuery<T> query) {
        return ((Gathered.Whole<T>) gather().gather(new Question<>(query, InputPositions.NONE))).value();
    }

    /** What lists are answered from. */
    Listings listings() {
        return new Listings(gather());
    }

    private Gather gather() {
        return new Gather(
                OwnPartitions.only(new LocalReads(this, partition -> InputPosition.START)),
                IntStream.range(0, partitions.size()).boxed().collect(Collectors.toCollection(TreeSet::new)),
                Duration.ZERO);
    }

    LedgerRow ledger() {
        return Ledgers.sum(new LocalReads(this, partition -> InputPosition.START), partitions.size());
    }

    LifecycleCounts lifecycle() {
        return Ledgers.lifecycle(new LocalReads(this, partition -> InputPosition.START), partitions.size());
    }

    @Override
    public <T> StateQueryResult<T> query(StateQueryRequest<T> request) {
        StateQueryResult<T> result = new StateQueryResult<>();
        for (int partition : request.getPartitions()) {
            StateStore store = partitions.get(partition).store(request.getStoreName());
            result.addResult(
                    partition, store.query(request.getQuery(), PositionBound.unbounded(), new QueryConfig(false)));
        }
        return result;
    }

    private static ConversationProcessorSupplier supplier(Made made) {
        TopologyConfig config =
                new TopologyConfig(TOPICS, 1, made.zone(), Duration.ofHours(1), 1_000_000, made.limits());
        return new ConversationProcessorSupplier(config, Stores::inMemoryKeyValueStore);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(CONFIG.originals());
        return properties;
    }

    private static StreamsConfig config() {
        return new StreamsConfig(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, "bare", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1"));
    }
}
