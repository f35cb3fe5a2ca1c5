package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Random workspaces as the wire may deliver them, and what an instance in that reporting zone must say that has read
 * them all.
 */
record DisorderedLoad(List<WireEvent> delivered, List<Long> workspaces, ExpectedCharts expected) {

    /** At least about so many, three in ten of them repetitions. */
    static DisorderedLoad draw(long seed, int events, ZoneId zone) {
        List<Long> workspaces = new ArrayList<>();
        List<WireEvent> distinct = new ArrayList<>();
        long workspace = seed * 1_000;
        while (distinct.size() < events * 10L / 13) {
            workspaces.add(workspace);
            distinct.addAll(RandomWorkspace.events(workspace++, 500));
        }
        return new DisorderedLoad(
                RandomWorkspace.disordered(seed, distinct),
                workspaces,
                new ExpectedCharts(NaiveCharts.of(distinct), zone));
    }

    int size() {
        return delivered.size();
    }

    /**
     * Waits until the instance, which must own all partitions, counts all that is in the topics, and asserts that its
     * ledger and every chart are exact.
     */
    void assertExact(Api api, EventTopics topics) {
        Map<String, Long> sent = topics.sizes();
        long total = sent.values().stream().mapToLong(Long::longValue).sum();
        LedgerMetricsText ledger = api.awaitRecords(total);
        assertThat(ledger.perPartition()).isEqualTo(sent);
        assertThat(ledger.total("dead-lettered")).isZero();
        assertThat(ledger.total("applied") + ledger.total("ignored"))
                .isEqualTo(expected.charts().distinctEvents());
        assertThat(ledger.total("duplicate"))
                .isEqualTo(total - expected.charts().distinctEvents());
        for (long workspace : workspaces) {
            expected.assertAnsweredBy(
                    api, RandomWorkspace.clockChange(workspace).days());
        }
        assertThat(api.ledger()).isEqualTo(ledger);
        assertThat(topics.read(topics.deadLetters())).isEmpty();
    }
}
