package dev.livechatmetrics.benchmarks.flink;

/** With state as objects on the heap, all of which a checkpoint writes. */
public final class HeapStatePipeline extends FlinkPipeline {
    public HeapStatePipeline() {
        super("hashmap");
    }
}
