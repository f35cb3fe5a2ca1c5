package dev.livechatmetrics.streams.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Walks a partition's conversations by key, over and over, and does what is due for each. A pass is made of short slices,
 * so that records need not wait for it, and the next pass begins an hour after the last has ended.
 *
 * <p>Each slice is a punctuation: what it writes is in the next commit. Between passes there is no punctuation at all, as
 * each makes Kafka Streams commit, whether anything was written or not.
 */
final class Sweep {
    static final Duration BEFORE_FIRST_PASS = Duration.ofMinutes(1);
    static final Duration BETWEEN_PASSES = Duration.ofHours(1);
    static final Duration BETWEEN_SLICES = Duration.ofMillis(100);
    static final int ROWS_A_SLICE = 1_000;

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ProcessorContext<?, ?> context;
    private final LifecycleClock clock;
    private final Lifecycle lifecycle;
    private final ConversationStore conversations;
    private final Aggregates aggregates;
    /** The key from which the next slice goes on; null at the start of a pass. */
    private Bytes next;

    Sweep(
            ProcessorContext<?, ?> context,
            LifecycleClock clock,
            Lifecycle lifecycle,
            ConversationStore conversations,
            Aggregates aggregates) {
        this.context = context;
        this.clock = clock;
        this.lifecycle = lifecycle;
        this.conversations = conversations;
        this.aggregates = aggregates;
    }

    void start() {
        passAfter(BEFORE_FIRST_PASS);
    }

    private void passAfter(Duration pause) {
        Cancellable[] once = new Cancellable[1];
        once[0] = context.schedule(pause, PunctuationType.WALL_CLOCK_TIME, now -> {
            once[0].cancel();
            pass();
        });
    }

    private void pass() {
        Cancellable[] slices = new Cancellable[1];
        slices[0] = context.schedule(BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, now -> {
            slice();
            if (next == null) {
                slices[0].cancel();
                passAfter(BETWEEN_PASSES);
            }
        });
    }

    private void slice() {
        long startNanos = System.nanoTime();
        clock.advanceTo(context.currentSystemTimeMs());
        lifecycle.hideExpired();
        aggregates.ensureMade();
        List<byte[]> due = new ArrayList<>();
        next = conversations.walk(next, ROWS_A_SLICE, (id, standing) -> {
            if (clock.due(standing) != LifecycleClock.Due.NOTHING) {
                due.add(id);
            }
        });
        int settled = 0;
        while (settled < due.size() && (settled == 0 || System.nanoTime() - startNanos < SLICE_NANOS)) {
            settle(due.get(settled++));
        }
        if (settled < due.size()) {
            next = ConversationStore.headKey(due.get(settled));
        }
        conversations.writeAside();
    }

    /** The row may be older than the conversation in memory, by which it is judged again. */
    private void settle(byte[] id) {
        ConversationStore.Live live = conversations.aside(id);
        if (lifecycle.settle(id, live)) {
            conversations.changedAside(live);
        }
    }
}
