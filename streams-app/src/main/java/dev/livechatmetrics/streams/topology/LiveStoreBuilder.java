package dev.livechatmetrics.streams.topology;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a store over changelogged rows that Kafka's own record cache stays out of. */
final class LiveStoreBuilder<T extends StateStore> implements StoreBuilder<T> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> rows;
    private final Function<KeyValueStore<Bytes, byte[]>, T> store;

    LiveStoreBuilder(
            KeyValueBytesStoreSupplier supplier,
            Map<String, String> changelogConfig,
            Function<KeyValueStore<Bytes, byte[]>, T> store) {
        this.rows = Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(changelogConfig);
        this.store = store;
    }

    @Override
    public T build() {
        return store.apply(rows.build());
    }

    @Override
    public Map<String, String> logConfig() {
        return rows.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return rows.loggingEnabled();
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public StoreBuilder<T> withCachingEnabled() {
        throw fixed();
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
        throw fixed();
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
        throw fixed();
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException(
                "these stores are always changelogged and never behind a record cache");
    }
}
