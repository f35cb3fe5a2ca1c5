package dev.livechatmetrics.benchmarks.state;

import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.streams.runtime.BoundedRocksDb;
import dev.livechatmetrics.streams.topology.ConversationProcessorSupplier;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.LifecycleQuery;
import dev.livechatmetrics.streams.topology.Names;
import dev.livechatmetrics.streams.topology.TopicNames;
import dev.livechatmetrics.streams.topology.TopologyConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/** One partition's processor over its stores in RocksDB, on a clock that is set by hand. */
final class StoredPartition implements AutoCloseable {
    private static final int RECORDS_A_COMMIT = 10_000;

    private final MockProcessorContext<byte[], byte[]> context;
    private final Processor<byte[], byte[], byte[], byte[]> processor;
    private final List<StateStore> stores = new ArrayList<>();
    private final long[] offsets = new long[2];

    StoredPartition(Path folder, int number, long nowMillis) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "state");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        context = new MockProcessorContext<>(properties, new TaskId(0, number), folder.toFile());
        context.setCurrentSystemTimeMs(nowMillis);
        TopologyConfig config = new TopologyConfig(
                TopicNames.DEFAULT, 1, ZoneOffset.UTC, Duration.ofHours(1), 1_000_000, LifecycleLimits.DEFAULT);
        ConversationProcessorSupplier supplier =
                new ConversationProcessorSupplier(config, Stores::persistentKeyValueStore);
        supplier.stores().forEach(builder -> {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
            stores.add(store);
        });
        processor = supplier.get();
        processor.init(context);
    }

    void process(TrafficEvent event) {
        int topic = event.step().isMessage() ? 1 : 0;
        long offset = offsets[topic]++;
        String name = topic == 1 ? TopicNames.DEFAULT.messages() : TopicNames.DEFAULT.conversations();
        context.setRecordMetadata(name, context.taskId().partition(), offset);
        processor.process(new Record<>(
                event.conversationId().getBytes(StandardCharsets.UTF_8), event.value(), context.currentSystemTimeMs()));
        if ((offsets[0] + offsets[1]) % RECORDS_A_COMMIT == 0) {
            commit();
        }
    }

    /** Lets one pass over all conversations go by; answers how many have been condensed. */
    long sweep() {
        latestPunctuator().getPunctuator().punctuate(context.currentSystemTimeMs()); // begins the pass
        CapturedPunctuator slices = latestPunctuator();
        while (!slices.cancelled()) {
            slices.getPunctuator().punctuate(context.currentSystemTimeMs());
            commit();
        }
        LifecycleCounts counts = store(Names.LEDGER)
                .query(new LifecycleQuery(), PositionBound.unbounded(), new QueryConfig(false))
                .getResult();
        return counts.condensed();
    }

    private CapturedPunctuator latestPunctuator() {
        List<CapturedPunctuator> waiting = context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
        return waiting.get(waiting.size() - 1);
    }

    private StateStore store(String name) {
        return stores.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void commit() {
        for (StateStore store : stores) {
            if (store instanceof CachedStateStore<?, ?> cached) {
                cached.flushCache();
            }
        }
    }

    @Override
    public void close() {
        commit();
        stores.forEach(StateStore::close);
    }
}
