package dev.livechatmetrics.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The ledger as {@code /metrics} exports it: how many records of each topic's partition ended how. */
record LedgerMetricsText(Map<Entry, Long> records) {
    private static final Pattern LINE =
            Pattern.compile("^livechat_records_total\\{([^}]*)\\} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** A counter's labels. */
    record Entry(String topic, int partition, String outcome) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return toString().compareTo(other.toString());
        }
    }

    static LedgerMetricsText parse(String metrics) {
        Map<Entry, Long> records = new TreeMap<>();
        for (MatchResult line : LINE.matcher(metrics).results().toList()) {
            Map<String, String> labels = new TreeMap<>();
            LABEL.matcher(line.group(1)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            records.put(
                    new Entry(labels.get("topic"), Integer.parseInt(labels.get("partition")), labels.get("outcome")),
                    Math.round(Double.parseDouble(line.group(2))));
        }
        return new LedgerMetricsText(records);
    }

    long total() {
        return sum((entry, count) -> true);
    }

    /** {@code outcome}: applied, duplicate, ignored or dead-lettered. */
    long total(String outcome) {
        return sum((entry, count) -> entry.outcome().equals(outcome));
    }

    /** How many records of each partition were read, by {@code topic-partition}; without those of which none was. */
    Map<String, Long> perPartition() {
        return perPartition((entry, count) -> true);
    }

    /** The same of one outcome. */
    Map<String, Long> perPartition(String outcome) {
        return perPartition((entry, count) -> entry.outcome().equals(outcome));
    }

    private Map<String, Long> perPartition(BiPredicate<Entry, Long> counted) {
        Map<String, Long> sums = new TreeMap<>();
        records.forEach((entry, count) -> {
            if (count != 0 && counted.test(entry, count)) {
                sums.merge(entry.topic() + "-" + entry.partition(), count, Long::sum);
            }
        });
        return sums;
    }

    private long sum(BiPredicate<Entry, Long> counted) {
        return records.entrySet().stream()
                .filter(entry -> counted.test(entry.getKey(), entry.getValue()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
