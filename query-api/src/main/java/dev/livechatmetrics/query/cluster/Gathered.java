package dev.livechatmetrics.query.cluster;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What asking all partitions came to: a whole answer, or the partitions without which there is none. */
public sealed interface Gathered<T> {
    /**
     * The answers of all partitions as one.
     *
     * @param positions how far each partition was read
     * @param staleMillis how old the oldest part may be; 0 where all come from running tasks
     */
    record Whole<T>(T value, InputPositions positions, long staleMillis) implements Gathered<T> {}

    /** {@code missing}: why each partition could not be read. */
    record Incomplete<T>(Map<Integer, String> missing) implements Gathered<T> {
        /** A sentence that names the partitions and the reasons. */
        public String reason() {
            StringJoiner reasons = new StringJoiner("; ", "These partitions cannot be read now: ", ".");
            new TreeMap<>(missing).forEach((partition, reason) -> reasons.add(partition + " (" + reason + ")"));
            return reasons.toString();
        }
    }
}
