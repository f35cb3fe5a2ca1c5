package dev.livechatmetrics.streams.topology;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Has the commits of a partition marked every second, changes or not, as long as there may be copies of its stores: without
 * that, nobody could tell a copy of which nothing has changed from one that has fallen behind. Where there are none, there
 * is next to no punctuation, as each makes Kafka Streams commit.
 */
final class CopyMarks {
    static final Duration BETWEEN_MARKS = Duration.ofSeconds(1);
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final ProcessorContext<?, ?> context;
    private final List<MarkedStore> stores;
    private final BooleanSupplier copies;

    CopyMarks(ProcessorContext<?, ?> context, List<MarkedStore> stores, BooleanSupplier copies) {
        this.context = context;
        this.stores = stores;
        this.copies = copies;
    }

    void start() {
        if (copies.getAsBoolean()) {
            mark();
        } else {
            look();
        }
    }

    private void look() {
        Cancellable[] looks = new Cancellable[1];
        looks[0] = context.schedule(BETWEEN_LOOKS, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (copies.getAsBoolean()) {
                looks[0].cancel();
                mark();
            }
        });
    }

    private void mark() {
        Cancellable[] marks = new Cancellable[1];
        marks[0] = context.schedule(BETWEEN_MARKS, PunctuationType.WALL_CLOCK_TIME, now -> {
            stores.forEach(MarkedStore::markNextCommit);
            if (!copies.getAsBoolean()) {
                marks[0].cancel();
                look();
            }
        });
    }
}
