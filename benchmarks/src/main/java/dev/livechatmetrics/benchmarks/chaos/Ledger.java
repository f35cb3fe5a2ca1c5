package dev.livechatmetrics.benchmarks.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The ledgers of several instances, as {@code /metrics} exports them: which records ended how. */
final class Ledger {
    private static final Pattern LINE =
            Pattern.compile("^livechat_records_total\\{([^}]*)\\} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern STANDBYS =
            Pattern.compile("^kafka_stream_state_updater_standby_updating_tasks\\{[^}]*\\} (\\S+)$", Pattern.MULTILINE);

    private final Map<Map<String, String>, Long> counts = new HashMap<>();

    /** A partition that two instances report, as when it has just moved, counts as the one that is further. */
    void add(String metrics) {
        for (MatchResult line : LINE.matcher(metrics).results().toList()) {
            Map<String, String> labels = new HashMap<>();
            LABEL.matcher(line.group(1)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            counts.merge(labels, Math.round(Double.parseDouble(line.group(2))), Math::max);
        }
    }

    static int standbyTasks(String metrics) {
        return STANDBYS.matcher(metrics)
                .results()
                .mapToInt(line -> (int) Double.parseDouble(line.group(1)))
                .sum();
    }

    /** Those of which somebody has a ledger. */
    Set<Integer> partitions() {
        Set<Integer> partitions = new TreeSet<>();
        counts.keySet().forEach(labels -> partitions.add(Integer.valueOf(labels.get("partition"))));
        return partitions;
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@code outcome}: applied, duplicate, ignored or dead-lettered. */
    long total(String outcome) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().get("outcome").equals(outcome))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
