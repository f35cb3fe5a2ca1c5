package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.BrokenRecord;
import dev.livechatmetrics.testkit.BrokenRecords;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead letters are listed as they are, and sent again once what was wrong is mended: events that were too far ahead of the
 * clock count from then on, each once however often they are sent, and what stays broken is refused again.
 */
class DeadLettersIT {
    private static final long SEED = 11;
    private static final int BROKEN = 300;
    private static final int EARLY_CONVERSATIONS = 20;
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final Pattern TO_SEND = Pattern.compile("of which (\\d+) to send");
    private static final Pattern ROW = Pattern.compile("(.+?) +(livechat\\.\\w+) +(\\d+)  \\S+Z  \\S+Z");

    @TempDir
    private Path folder;

    private final List<WireEvent> early = earlyEvents();
    private final List<WireEvent> broken = BrokenRecords.broken(SEED, BROKEN, System.currentTimeMillis()).stream()
            .filter(each -> !each.family().startsWith("time-in-the-"))
            .map(BrokenRecord::wire)
            .toList();
    private final List<WireEvent> sound = RandomWorkspace.events(SEED, 100);
    private EmbeddedBroker broker;
    private EventTopics topics;

    @BeforeEach
    void startBroker() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
    }

    @AfterEach
    void stopBroker() throws IOException {
        broker.close();
    }

    @Test
    void shouldSayThatThereIsNoTopicYet() throws Exception {
        for (String command : List.of("list", "resend --all")) {
            Command run = command("dead-letters " + command);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err().lines())
                    .containsExactly("Kafka at " + broker.bootstrapServers()
                            + " has no topic \"livechat.dead-letters\". \"./livechat-metrics serve\" creates it when it"
                            + " starts.");
        }
    }

    @Test
    void shouldBringBackWhatWasRefused() throws Exception {
        List<WireEvent> all = new ArrayList<>(
                Stream.of(sound, early, broken).flatMap(List::stream).toList());
        Collections.shuffle(all, new Random(SEED));
        try (InstanceInJvm instance = start(Map.of())) {
            topics.send(all);
            LedgerMetricsText ledger = instance.api().awaitRecords(all.size());
            assertLedger(ledger, sound, early.size() + broken.size());
            assertCharts(instance.api(), sound);
            assertListed(early.size() + broken.size());
        }
        try (InstanceInJvm instance = start(Map.of("EVENTS_MAX_FUTURE_SKEW", "30d"))) {
            resendTheEarly(instance.api(), all.size());
            resendAll(instance.api());
            assertSaysNothingElse();
        }
    }

    /** Three times: the second and the third change nothing. */
    private void resendTheEarly(Api api, int sentBefore) throws IOException {
        List<WireEvent> applied = new ArrayList<>(sound);
        applied.addAll(early);
        for (int time = 1; time <= 3; time++) {
            Command resend = command("dead-letters resend --reason time-in-future");
            assertThat(resend.status()).as(resend.err()).isZero();
            assertThat(toSend(resend)).isEqualTo(early.size());
            LedgerMetricsText ledger = api.awaitRecords(sentBefore + (long) time * early.size());
            assertLedger(ledger, applied, early.size() + broken.size());
            assertThat(ledger.total("duplicate")).isEqualTo((time - 1L) * early.size());
            assertCharts(api, applied);
        }
    }

    /** What is refused each time leaves as many letters each time, not twice as many. */
    private void resendAll(Api api) throws IOException {
        List<WireEvent> applied = new ArrayList<>(sound);
        applied.addAll(early);
        long refused = 0;
        for (int time = 1; time <= 2; time++) {
            LedgerMetricsText before = api.ledger();
            Command resend = command("dead-letters resend --all");
            assertThat(resend.status()).as(resend.err()).isZero();
            LedgerMetricsText after = api.awaitRecords(before.total() + toSend(resend));
            assertThat(toSend(resend) - early.size()).isBetween(1L, (long) broken.size());
            assertThat(refused).isIn(0L, toSend(resend) - early.size());
            refused = toSend(resend) - early.size();
            assertThat(after.total("dead-lettered")).isEqualTo(before.total("dead-lettered") + refused);
            assertThat(after.total("duplicate")).isEqualTo(before.total("duplicate") + early.size());
            assertLedger(after, applied, early.size() + broken.size() + (int) refused * time);
            assertCharts(api, applied);
            assertListed((int) after.total("dead-lettered"));
        }
    }

    private InstanceInJvm start(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.putAll(more);
        return InstanceInJvm.start(InstanceFolder.in(folder).environment(environment));
    }

    private Command command(String line) throws IOException {
        return Command.run(folder, topics.environment(), line.split(" "));
    }

    private static long toSend(Command resend) {
        Matcher said = TO_SEND.matcher(resend.err());
        assertThat(said.find()).as(resend.err()).isTrue();
        return Long.parseLong(said.group(1));
    }

    /** Every record that is in the topics ended as one of the four. */
    private void assertLedger(LedgerMetricsText ledger, List<WireEvent> valid, int deadLettered) {
        assertThat(ledger.perPartition()).isEqualTo(topics.sizes());
        assertThat(ledger.total("dead-lettered")).isEqualTo(deadLettered);
        assertThat(ledger.total("applied") + ledger.total("ignored"))
                .isEqualTo(NaiveCharts.of(valid).distinctEvents());
    }

    private static void assertCharts(Api api, List<WireEvent> events) {
        ExpectedCharts expected = new ExpectedCharts(NaiveCharts.of(events), ZONE);
        expected.assertAnsweredBy(api, RandomWorkspace.clockChange(SEED).days());
        LocalDate today = LocalDate.now(ZONE);
        expected.assertAnsweredBy(api, List.of(today, today.plusDays(1), today.plusDays(2), today.plusDays(3)));
    }

    /** The table and the lines say what a stranger reads in the topic. */
    private void assertListed(int count) throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        List<ConsumerRecord<byte[], byte[]>> letters = topics.awaitDeadLetters(count);
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            DeadLetterHeaders headers = DeadLetterHeaders.of(letter);
            expected.merge(headers.reason() + " of " + headers.topic(), 1L, Long::sum);
        }
        Command list = command("dead-letters list");
        assertThat(list.status()).as(list.err()).isZero();
        Map<String, Long> listed = new TreeMap<>();
        for (Matcher row :
                list.out().lines().map(ROW::matcher).filter(Matcher::matches).toList()) {
            listed.put(row.group(1) + " of " + row.group(2), Long.valueOf(row.group(3)));
        }
        assertThat(listed).isEqualTo(expected);
        assertThat(list.out()).endsWith("total " + count + System.lineSeparator());
        assertThat(command("dead-letters list --json").out().lines()).hasSize(count);
    }

    /** In a process of its own, where Kafka's client logs as it does for an operator. */
    private void assertSaysNothingElse() throws Exception {
        try (CommandProcess list = CommandProcess.start(topics.environment(), "dead-letters", "list")) {
            assertThat(list.exitStatus()).isZero();
            assertThat(list.out()).isEqualTo(command("dead-letters list").out());
            assertThat(list.err()).isEmpty();
        }
    }

    /** Of conversations that open the day after tomorrow. */
    private static List<WireEvent> earlyEvents() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS);
        String department = RandomWorkspace.departments().get(0);
        List<WireEvent> events = new ArrayList<>();
        for (int i = 0; i < EARLY_CONVERSATIONS; i++) {
            String id = "early-" + i;
            Instant opened = start.plus(i * 17L, ChronoUnit.MINUTES);
            events.add(event(id, "conversation.opened", "eventId", opened, ",\"departmentId\":\"" + department + "\""));
            events.add(event(id, "message.sent", "messageId", opened.plusSeconds(5), ",\"sender\":\"visitor\""));
            events.add(event(id, "message.sent", "messageId", opened.plusSeconds(20 + i), ",\"sender\":\"agent\""));
            events.add(event(id, "conversation.closed", "eventId", opened.plusSeconds(600), ""));
        }
        return events;
    }

    private static WireEvent event(String id, String type, String identity, Instant at, String more) {
        return WireEvent.of(
                type.startsWith("message") ? WireEvent.MESSAGES : WireEvent.CONVERSATIONS,
                id,
                "{\"type\":\"" + type + "\",\"conversationId\":\"" + id + "\",\"" + identity + "\":\""
                        + at.toEpochMilli() + "\",\"occurredAt\":\"" + at + "\"" + more + "}");
    }
}
