package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the processor of a partition and says which stores it owns. */
public final class ConversationProcessorSupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    /** A conversation has no end for the store, so the changelogs are compacted and never cut. */
    private static final Map<String, String> CHANGELOG = Map.of("cleanup.policy", "compact");

    private final OwnedStores owned = new OwnedStores();
    private final TopologyConfig config;
    private final Function<String, KeyValueBytesStoreSupplier> rows;
    private final long zoneStamp;

    /** {@code rows}: where the rows of a store of that name are kept. */
    public ConversationProcessorSupplier(TopologyConfig config, Function<String, KeyValueBytesStoreSupplier> rows) {
        this.config = config;
        this.rows = rows;
        this.zoneStamp = new ReportingCalendar(config.zone()).stamp();
    }

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
        return new ConversationProcessor(config, owned);
    }

    /** The stores of those processors that are at work. */
    public OwnedStores owned() {
        return owned;
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return new LinkedHashSet<>(List.of(
                live(Names.CONVERSATIONS, ConversationStore::new),
                live(Names.DEPARTMENT_QUARTER_HOURS, QuarterHourStore::new),
                live(
                        Names.DEPARTMENT_DAYS,
                        dayRows -> new DayStore(dayRows, new ReportingCalendar(config.zone()), zoneStamp)),
                live(Names.FIRST_RESPONSES, FirstResponseIndex::new),
                live(Names.OPENINGS, OpeningIndex::new),
                live(Names.SKETCHES, SketchStore::new),
                live(Names.LEDGER, LedgerStore::new)));
    }

    private <T extends StateStore> StoreBuilder<T> live(String name, Function<KeyValueStore<Bytes, byte[]>, T> store) {
        return new LiveStoreBuilder<>(rows.apply(name), store).withLoggingEnabled(CHANGELOG);
    }
}
