package dev.livechatmetrics.streams.runtime;

import dev.livechatmetrics.streams.topology.Names;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for all stores of the process, where Kafka Streams by default gives
 * each store and partition about 98 MB of its own. What has sunk to the lowest level, most of all state, is packed by the
 * quicker of zstd's levels: {@code benchmarks/run --state} says what that is worth.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    static {
        RocksDB.loadLibrary();
    }

    private static final long CACHE_BYTES = 256L * 1024 * 1024;
    private static final long WRITE_BUFFERS_BYTES = 96L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
    /** Of the disk, for each store and partition ahead of need: 4 MB by default. */
    private static final long MANIFEST_BYTES = 64L * 1024;

    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final long BLOCK_BYTES = 8L * 1024;

    private static final CompressionOptions LOWEST_LEVEL =
            new CompressionOptions().setEnabled(true).setLevel(1);

    private static final Cache CACHE = new LRUCache(CACHE_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

    @Override
    @SuppressWarnings("resource") // cache and buffers are the process's
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setBlockSize(BLOCK_BYTES);
        if (!storeName.equals(Names.FIRST_RESPONSES)) { // which is only ever searched, never asked for a key
            table.setFilterPolicy(new BloomFilter(BLOOM_BITS_PER_KEY));
        }
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setManifestPreallocationSize(MANIFEST_BYTES);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
        options.setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
        options.setBottommostCompressionOptions(LOWEST_LEVEL);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing here belongs to one store.
    }
}
