package dev.livechatmetrics.query.http;

import dev.livechatmetrics.streams.conversation.Outcome;
import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ledger of this instance's partitions as counters: {@code livechat.records} by topic, partition and outcome,
 * {@code livechat.dead.letters} by topic, partition and reason, and by partition what has become of conversations in time.
 * A partition that moves away takes its counters along.
 */
final class LedgerMetrics {
    private final MeterRegistry registry;
    private final Map<Counted, Double> counts = new ConcurrentHashMap<>();
    private final Map<Counted, Meter> meters = new HashMap<>();

    private volatile int answeringPartitions;

    private record Counted(String meter, String description, Tags tags) {}

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of how many partitions the ledger could be read: they are restored, and at work here. */
    int answeringPartitions() {
        return answeringPartitions;
    }

    /** Reads the ledgers anew; to be called before a scrape. */
    synchronized void refresh(LocalReads reads, Set<Integer> partitions) {
        Map<Counted, Double> now = new HashMap<>();
        Set<Integer> answering = new HashSet<>();
        reads.ledgers(partitions).forEach((partition, ledger) -> {
            if (ledger instanceof PartitionRead.Answer<Map<String, LedgerRow>> answer) {
                answering.add(partition);
                answer.value().forEach((topic, row) -> count(now, topic, partition, row));
            }
        });
        reads.lifecycles(partitions).forEach((partition, read) -> {
            if (read instanceof PartitionRead.Answer<LifecycleCounts> answer) {
                count(now, partition, answer.value());
            }
        });
        answeringPartitions = answering.size();
        counts.putAll(now);
        Set<Counted> gone = new HashSet<>(meters.keySet());
        gone.removeAll(now.keySet());
        for (Counted counted : gone) {
            registry.remove(meters.remove(counted));
            counts.remove(counted);
        }
        for (Counted counted : now.keySet()) {
            meters.computeIfAbsent(counted, this::register);
        }
    }

    private static void count(Map<Counted, Double> counts, String topic, int partition, LedgerRow row) {
        Tags tags = tags(partition).and("topic", topic);
        for (Outcome outcome : Outcome.values()) {
            String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
            counts.put(
                    new Counted("livechat.records", "Records read, by how each ended", tags.and("outcome", name)),
                    (double) row.count(outcome));
        }
        row.deadLetters()
                .forEach((reason, count) -> counts.put(
                        new Counted("livechat.dead.letters", "Records refused, by reason", tags.and("reason", reason)),
                        (double) count));
    }

    private static void count(Map<Counted, Double> counts, int partition, LifecycleCounts lifecycle) {
        Tags tags = tags(partition);
        counts.put(new Counted("livechat.conversations.condensed", "Closed conversations condensed", tags), (double)
                lifecycle.condensed());
        counts.put(new Counted("livechat.conversations.expired", "Conversations that left by retention", tags), (double)
                lifecycle.expired());
        counts.put(
                new Counted(
                        "livechat.waiting.conversations.dropped",
                        "Conversations whose opening did not come and whose events left",
                        tags),
                (double) lifecycle.waitingConversations());
        counts.put(new Counted("livechat.waiting.events.dropped", "Events of these conversations", tags), (double)
                lifecycle.waitingEvents());
    }

    private static Tags tags(int partition) {
        return Tags.of("partition", Integer.toString(partition));
    }

    private Meter register(Counted counted) {
        return FunctionCounter.builder(counted.meter(), counts, all -> all.getOrDefault(counted, 0.0))
                .tags(counted.tags())
                .description(counted.description())
                .register(registry);
    }
}
