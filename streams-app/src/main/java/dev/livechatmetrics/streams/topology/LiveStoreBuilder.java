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

/** Builds a store of live objects over rows; Kafka's own record cache stays out of it. */
final class LiveStoreBuilder<T extends StateStore> implements StoreBuilder<T> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> rows;
    private final Function<KeyValueStore<Bytes, byte[]>, T> store;

    LiveStoreBuilder(KeyValueBytesStoreSupplier supplier, Function<KeyValueStore<Bytes, byte[]>, T> store) {
        this.rows = Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
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
        throw new UnsupportedOperationException("the live objects of " + name() + " are its cache");
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
        rows.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
        rows.withLoggingDisabled();
        return this;
    }
}
