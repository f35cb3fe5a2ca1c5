package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology: both topics of events flow into one processor, which owns the stores of its partition and sends
 * what it refuses to the dead letters. No repartitioning: an aggregate is a partial one of its partition, and partials
 * merge exactly when they are read.
 */
public final class MetricsTopology {
    /** Conversations never end for the store, so neither may the changelog's rows: it is compacted, never cut. */
    private static final Map<String, String> CHANGELOG = Map.of("cleanup.policy", "compact");

    /** Records carry their time in the event; Kafka's own is not read, and a broken one must not end the thread. */
    private static final TimestampExtractor TIMESTAMPS = (record, partitionTime) -> Math.max(0, record.timestamp());

    private MetricsTopology() {}

    public static Topology build(TopologyConfig config) {
        long zoneStamp = new ReportingCalendar(config.zone()).stamp();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.CONVERSATION_EVENTS,
                        TIMESTAMPS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.topics().conversations())
                .addSource(
                        AutoOffsetReset.earliest(),
                        Names.MESSAGE_EVENTS,
                        TIMESTAMPS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.topics().messages())
                .addProcessor(
                        Names.PROCESSOR,
                        () -> new ConversationProcessor(config),
                        Names.CONVERSATION_EVENTS,
                        Names.MESSAGE_EVENTS)
                .addStateStore(live(Names.CONVERSATIONS, ConversationStore::new), Names.PROCESSOR)
                .addStateStore(live(Names.DEPARTMENT_QUARTER_HOURS, QuarterHourStore::new), Names.PROCESSOR)
                .addStateStore(
                        live(
                                Names.DEPARTMENT_DAYS,
                                rows -> new DayStore(rows, new ReportingCalendar(config.zone()), zoneStamp)),
                        Names.PROCESSOR)
                .addStateStore(firstResponses(), Names.PROCESSOR)
                .addStateStore(live(Names.LEDGER, LedgerStore::new), Names.PROCESSOR)
                .addSink(
                        Names.DEAD_LETTERS,
                        config.topics().deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.PROCESSOR);
    }

    private static <T extends StateStore> StoreBuilder<T> live(
            String name, Function<KeyValueStore<Bytes, byte[]>, T> store) {
        return new LiveStoreBuilder<>(Stores.persistentKeyValueStore(name), CHANGELOG, store);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> firstResponses() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(Names.FIRST_RESPONSES), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }
}
