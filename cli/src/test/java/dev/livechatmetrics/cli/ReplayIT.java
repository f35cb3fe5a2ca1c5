package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole log comes once more into a running instance, and no answer is another at any moment. */
class ReplayIT {
    private static final long SEED = 5;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<WireEvent> events = RandomWorkspace.disordered(SEED, RandomWorkspace.events(SEED, 1_500));
    private final List<LocalDate> days = RandomWorkspace.clockChange(SEED).days();
    private final ExpectedCharts expected = new ExpectedCharts(NaiveCharts.of(events), ZoneId.of("UTC"));
    private ServeProcess serve;
    private EventTopics topics;

    @BeforeEach
    void startAndSend() throws Exception {
        serve = ServeProcess.start(
                InstanceFolder.in(folder).environment(Map.of("TOPIC_PARTITIONS", "2", "REPORTING_TIMEZONE", "UTC")));
        started.add(serve);
        topics = EventTopics.ofDefaultNames(serve.bootstrapServers());
        topics.send(events);
        topics.send(List.of(WireEvent.of(WireEvent.MESSAGES, "broken", "{")));
        serve.api().awaitRecords(events.size() + 1);
    }

    @AfterEach
    void endWhatStillRuns() throws Exception {
        for (AutoCloseable process : started) {
            process.close();
        }
    }

    @Test
    void noAnswerShouldChangeWhileTheLogIsReplayed() throws Exception {
        Api api = serve.api();
        LedgerMetricsText before = api.ledger();
        expected.assertAnsweredBy(api, days);
        topics.awaitDeadLetters(1);

        CommandProcess replay = replay("--from-offset", "0");
        long total = before.total();
        int rounds = 0;
        while (api.ledger().total() < total + events.size()) {
            expected.assertAnsweredBy(api, days);
            rounds++;
        }
        assertThat(replay.exitStatus()).as(replay.err()).isZero();
        expected.assertAnsweredBy(api, days);

        assertThat(rounds).as("rounds of all charts meanwhile").isPositive();
        assertThat(replay.err())
                .contains("acknowledged " + events.size() + ", failed 0", "left out, as they are dead letters: 1");
        LedgerMetricsText after = api.ledger();
        assertThat(after.total("applied")).isEqualTo(before.total("applied"));
        assertThat(after.total("dead-lettered")).isEqualTo(before.total("dead-lettered"));
        assertThat(after.total()).isEqualTo(total + events.size());
        assertCopiesAreWhereTheOriginalsAre();
    }

    private void assertCopiesAreWhereTheOriginalsAre() {
        List<ConsumerRecord<byte[], byte[]>> records = topics.read(topics.conversations());
        for (int partition = 0; partition < 2; partition++) {
            int number = partition;
            List<WireEvent> inOrder = records.stream()
                    .filter(record -> record.partition() == number)
                    .map(record -> new WireEvent(WireEvent.CONVERSATIONS, record.key(), record.value()))
                    .toList();
            int half = inOrder.size() / 2;
            assertThat(inOrder.subList(half, inOrder.size())).isEqualTo(inOrder.subList(0, half));
        }
    }

    @Test
    void shouldSendNothingInADryRunAndOnlyWhatIsAskedFor() throws Exception {
        Map<String, Long> sizes = topics.sizes();
        CommandProcess dry = replay("--from-offset", "0", "--dry-run");
        assertThat(dry.exitStatus()).isZero();
        assertThat(dry.err()).contains("replay: " + (events.size() + 1) + " offsets of 4 partitions");
        CommandProcess future = replay("--from", "2999-01-01T00:00:00Z");
        assertThat(future.exitStatus()).as(future.err()).isZero();
        assertThat(future.err()).contains("replay: 0 offsets");
        assertThat(topics.sizes()).isEqualTo(sizes);

        CommandProcess messages = replay("--from", "2000-01-01T00:00:00Z", "--topic", "messages");
        assertThat(messages.exitStatus()).as(messages.err()).isZero();

        Map<String, Long> after = topics.sizes();
        sizes.forEach((partition, size) -> {
            if (partition.startsWith(topics.conversations())) {
                assertThat(after.get(partition)).as(partition).isEqualTo(size);
            } else {
                assertThat(after.get(partition)).as(partition).isBetween(2 * size - 1, 2 * size);
            }
        });
        serve.api()
                .awaitRecords(after.values().stream().mapToLong(Long::longValue).sum());
        expected.assertAnsweredBy(serve.api(), days);
    }

    private CommandProcess replay(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(List.of(options));
        CommandProcess replay = CommandProcess.start(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", serve.bootstrapServers()), arguments.toArray(String[]::new));
        started.add(replay);
        return replay;
    }
}
