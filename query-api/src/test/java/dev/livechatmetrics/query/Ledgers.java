package dev.livechatmetrics.query;

import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.LedgerRow;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds ledgers up over partitions and topics. */
final class Ledgers {
    private Ledgers() {}

    static LifecycleCounts lifecycle(LocalReads reads, int partitions) {
        long[] sum = new long[4];
        for (int partition = 0; partition < partitions; partition++) {
            PartitionRead<LifecycleCounts> read =
                    reads.lifecycles(Set.of(partition)).get(partition);
            LifecycleCounts counts = ((PartitionRead.Answer<LifecycleCounts>) read).value();
            sum[0] += counts.condensed();
            sum[1] += counts.expired();
            sum[2] += counts.waitingConversations();
            sum[3] += counts.waitingEvents();
        }
        return new LifecycleCounts(sum[0], sum[1], sum[2], sum[3]);
    }

    static LedgerRow sum(LocalReads reads, int partitions) {
        LedgerRow sum = new LedgerRow(0, 0, 0, Map.of(), 0);
        for (int partition = 0; partition < partitions; partition++) {
            PartitionRead<Map<String, LedgerRow>> read =
                    reads.ledgers(Set.of(partition)).get(partition);
            for (LedgerRow row : ((PartitionRead.Answer<Map<String, LedgerRow>>) read)
                    .value()
                    .values()) {
                Map<String, Long> deadLetters = new TreeMap<>(sum.deadLetters());
                row.deadLetters().forEach((reason, count) -> deadLetters.merge(reason, count, Long::sum));
                sum = new LedgerRow(
                        sum.applied() + row.applied(),
                        sum.duplicate() + row.duplicate(),
                        sum.ignored() + row.ignored(),
                        deadLetters,
                        0);
            }
        }
        return sum;
    }
}
