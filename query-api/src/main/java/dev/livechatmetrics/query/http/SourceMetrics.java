package dev.livechatmetrics.query.http;

import dev.livechatmetrics.streams.topology.SourceCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How records of change streams ended as counters: {@code livechat.source.records} by topic, outcome and reason. */
final class SourceMetrics {
    private final MeterRegistry registry;
    private final Map<SourceCounts.Ending, Long> counts = new ConcurrentHashMap<>();
    private final Set<SourceCounts.Ending> registered = new HashSet<>();

    SourceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** To be called before a scrape. */
    synchronized void refresh(SourceCounts source) {
        counts.putAll(source.all());
        for (SourceCounts.Ending ending : counts.keySet()) {
            if (registered.add(ending)) {
                FunctionCounter.builder("livechat.source.records", counts, all -> all.get(ending))
                        .description("Records of change streams read by this instance, by how each ended")
                        .tag("topic", ending.topic())
                        .tag("outcome", ending.outcome())
                        .tag("reason", ending.reason())
                        .register(registry);
            }
        }
    }
}
