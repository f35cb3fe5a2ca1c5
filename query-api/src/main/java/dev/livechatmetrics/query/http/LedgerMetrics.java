package dev.livechatmetrics.query.http;

import dev.livechatmetrics.streams.conversation.Outcome;
import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.LedgerRow;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ledger of this instance's partitions as counters: {@code livechat.records} by topic, partition and outcome, and
 * {@code livechat.dead.letters} by topic, partition and reason. A partition that moves away takes its counters along.
 */
final class LedgerMetrics {
    private final MeterRegistry registry;
    private final Map<Counted, Double> counts = new ConcurrentHashMap<>();
    private final Map<Counted, Meter> meters = new HashMap<>();

    private record Counted(String meter, String topic, int partition, String label, String value) {}

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Reads the ledgers anew; to be called before a scrape. */
    synchronized void refresh(LocalReads reads, Set<Integer> partitions) {
        Map<Counted, Double> now = new HashMap<>();
        reads.ledgers(partitions).forEach((partition, read) -> {
            if (read instanceof PartitionRead.Answer<Map<String, LedgerRow>> answer) {
                answer.value().forEach((topic, row) -> count(now, topic, partition, row));
            }
        });
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
        for (Outcome outcome : Outcome.values()) {
            String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
            counts.put(new Counted("livechat.records", topic, partition, "outcome", name), (double) row.count(outcome));
        }
        row.deadLetters()
                .forEach((reason, count) -> counts.put(
                        new Counted("livechat.dead.letters", topic, partition, "reason", reason), (double) count));
    }

    private Meter register(Counted counted) {
        return FunctionCounter.builder(counted.meter(), counts, all -> all.getOrDefault(counted, 0.0))
                .tag("topic", counted.topic())
                .tag("partition", Integer.toString(counted.partition()))
                .tag(counted.label(), counted.value())
                .description(
                        counted.label().equals("outcome")
                                ? "Records read, by how each ended"
                                : "Records refused, by reason")
                .register(registry);
    }
}
