package dev.livechatmetrics.cli.bring;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Which records are sent again: of each partition from the first offset up to, and without, the other. */
public record ReplayRange(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    public ReplayRange {
        from = Map.copyOf(from);
        to = Map.copyOf(to);
    }

    /** How many offsets that are, which is at least the number of records. */
    public long size() {
        return to.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
