package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Contender;
import dev.livechatmetrics.benchmarks.contender.LiveLoad;
import dev.livechatmetrics.benchmarks.contender.PlainConsumers;
import dev.livechatmetrics.benchmarks.contender.TextbookPipeline;
import dev.livechatmetrics.benchmarks.contender.ThisPipeline;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.util.List;
import java.util.Locale;

/** Whoever gets a JVM in a run. */
enum Entrant {
    LIMIT(PlainConsumers.class),
    PIPELINE(ThisPipeline.class),
    TEXTBOOK(TextbookPipeline.class),
    FLINK_HEAP("dev.livechatmetrics.benchmarks.flink.HeapStatePipeline"),
    FLINK_ROCKSDB("dev.livechatmetrics.benchmarks.flink.RocksDbStatePipeline"),
    LIVE(LiveLoad.class);

    private static final int HEAP_MEGABYTES = 2048;

    private final String contender;
    private final boolean isFlink;

    Entrant(Class<? extends Contender> contender) {
        this.contender = contender.getName();
        this.isFlink = false;
    }

    /** Of Flink, whose RocksDB has the names of Kafka's: its classes are not on this class path. */
    Entrant(String contender) {
        this.contender = contender;
        this.isFlink = true;
    }

    String contender() {
        return contender;
    }

    JvmSettings settings(String flinkClassPath) {
        if (!isFlink) {
            return new JvmSettings(HEAP_MEGABYTES);
        }
        // What Flink's own start script opens, as far as this job needs it.
        List<String> opened = List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED");
        return new JvmSettings(HEAP_MEGABYTES, flinkClassPath, opened);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
