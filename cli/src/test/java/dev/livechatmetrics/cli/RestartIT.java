package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.ClockChange;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} with its own broker is asked to stop and started again on what it has kept. */
class RestartIT {
    private static final long SEED = 7;
    private static final Duration CLEAN_END = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private ServeProcess serve;

    @AfterEach
    void killWhatStillRuns() {
        if (serve != null) {
            serve.close();
        }
    }

    @Test
    void answersAndLedgerAreTheSameAfterARestart() throws Exception {
        ClockChange change = RandomWorkspace.clockChange(SEED);
        Map<String, String> environment = InstanceFolder.in(folder)
                .environment(Map.of("REPORTING_TIMEZONE", change.zone().getId(), "TOPIC_PARTITIONS", "3"));
        List<WireEvent> events = RandomWorkspace.events(SEED, 200);
        ExpectedCharts expected = new ExpectedCharts(NaiveCharts.of(events), change.zone());

        serve = ServeProcess.start(environment);
        Api api = serve.api();
        EventTopics topics = EventTopics.ofDefaultNames(serve.bootstrapServers());
        assertSays("; created livechat.conversations, livechat.messages, livechat.dead-letters", change);
        topics.send(RandomWorkspace.disordered(SEED, events));
        LedgerMetricsText ledger = api.awaitRecords(
                topics.sizes().values().stream().mapToLong(Long::longValue).sum());
        assertThat(ledger.perPartition()).isEqualTo(topics.sizes());
        expected.assertAnsweredBy(api, change.days());
        assertStopsCleanly();

        serve = ServeProcess.start(environment);
        api = serve.api();
        assertSays("", change);
        expected.assertAnsweredBy(api, change.days());
        api.awaitReady();
        assertThat(api.ledger()).isEqualTo(ledger);
        assertThat(api.ledger().perPartition())
                .isEqualTo(EventTopics.ofDefaultNames(serve.bootstrapServers()).sizes());
        assertStopsCleanly();
    }

    private void assertSays(String created, ClockChange change) {
        List<String> lines = serve.process().out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .matches("Kafka: 127\\.0\\.0\\.1:\\d+ \\(embedded, kept under \\Q" + folder.resolve("data") + "\\E\\)");
        assertThat(lines.get(1))
                .isEqualTo("Topics: livechat.conversations and livechat.messages, 3 partitions each;"
                        + " dead letters to livechat.dead-letters" + created);
        assertThat(lines.get(2)).isEqualTo("Time zone: " + change.zone());
        assertThat(lines.get(3)).matches("API: http://127\\.0\\.0\\.1:\\d+");
    }

    private void assertStopsCleanly() throws InterruptedException {
        long askedNanos = System.nanoTime();
        assertThat(serve.process().stop()).as("exit status").isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - askedNanos)).isLessThan(CLEAN_END);
        assertThat(serve.process().err()).doesNotContain("Exception", InstanceFolder.TOKEN);
    }
}
