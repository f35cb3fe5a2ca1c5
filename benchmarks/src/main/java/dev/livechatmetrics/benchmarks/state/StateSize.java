package dev.livechatmetrics.benchmarks.state;

import dev.livechatmetrics.streams.runtime.BoundedRocksDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** How many bytes stores take on disk once everything in them is flushed and compacted. */
final class StateSize {
    private static final String STORES = "rocksdb";

    private StateSize() {}

    /** Compacts every store of a closed partition and answers the sizes of its tables by the stores' names. */
    static Map<String, Long> compacted(Path folder) throws IOException, RocksDBException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> stores = Files.list(folder.resolve(STORES))) {
            for (Path store : stores.toList()) {
                compact(store);
                bytes.put(store.getFileName().toString(), tableBytes(store));
            }
        }
        return bytes;
    }

    private static void compact(Path store) throws RocksDBException {
        BoundedRocksDb settings = new BoundedRocksDb();
        try (Options options = new Options();
                CompactRangeOptions whole =
                        new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
            options.setTableFormatConfig(new BlockBasedTableConfig()); // of Kafka Streams' defaults
            settings.setConfig(store.getFileName().toString(), options, Map.of());
            List<ColumnFamilyDescriptor> families = new ArrayList<>();
            for (byte[] name : RocksDB.listColumnFamilies(options, store.toString())) {
                families.add(new ColumnFamilyDescriptor(name, new ColumnFamilyOptions(options)));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB database = RocksDB.open(new DBOptions(options), store.toString(), families, handles)) {
                for (ColumnFamilyHandle handle : handles) {
                    database.compactRange(handle, null, null, whole);
                    handle.close();
                }
            }
        }
    }

    private static long tableBytes(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(StateSize::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
