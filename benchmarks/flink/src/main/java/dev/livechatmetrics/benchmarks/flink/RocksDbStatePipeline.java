package dev.livechatmetrics.benchmarks.flink;

/** With state in RocksDB, of which a checkpoint keeps the new files. */
public final class RocksDbStatePipeline extends FlinkPipeline {
    public RocksDbStatePipeline() {
        super("rocksdb");
    }
}
