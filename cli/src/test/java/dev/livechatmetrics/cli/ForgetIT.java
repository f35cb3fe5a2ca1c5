package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.ClockChange;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forgotten conversations are in no answer and, but for the id under which a deletion is remembered, in no row of any
 * store; what comes of them later changes nothing.
 */
class ForgetIT {
    private static final long SEED = 5;
    private static final ClockChange CHANGE = RandomWorkspace.clockChange(SEED);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A shorter one may be in a row by chance. */
    private static final int TELLING_LENGTH = 6;

    private static final String CHANGELOG = "livechat-metrics-%s-changelog";
    private static final String CONVERSATIONS = "conversations";
    private static final List<String> OTHER_STORES =
            List.of("department-days", "department-quarter-hours", "first-responses", "sketches", "ledger");

    @TempDir
    private Path folder;

    @Test
    void shouldTakeConversationsOutOfEveryAnswerAndStore() throws Exception {
        List<WireEvent> events = RandomWorkspace.events(SEED, 120);
        List<WireEvent> gone = everyThirdConversation(events);
        Set<String> ids = new TreeSet<>(gone.stream().map(WireEvent::keyText).toList());
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            EventTopics topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
            Map<String, String> environment = new HashMap<>(topics.environment());
            environment.put("REPORTING_TIMEZONE", CHANGE.zone().getId());
            try (InstanceInJvm instance =
                    InstanceInJvm.start(InstanceFolder.in(folder).environment(environment))) {
                Api api = instance.api();
                topics.send(RandomWorkspace.disordered(SEED, events));
                api.awaitRecords(total(topics));
                new ExpectedCharts(NaiveCharts.of(events), CHANGE.zone()).assertAnsweredBy(api, CHANGE.days());
                await().atMost(Api.PATIENCE)
                        .untilAsserted(
                                () -> assertThat(rowsThatTell(topics, gone)).isNotEmpty());

                assertAnswerWithout(api, forget(environment, ids));
                List<WireEvent> after = new ArrayList<>(events);
                ids.forEach(id -> after.add(WireEvent.tombstone(id)));
                ExpectedCharts expected = new ExpectedCharts(NaiveCharts.of(after), CHANGE.zone());
                expected.assertAnsweredBy(api, CHANGE.days());
                assertNothingTells(topics, gone, ids);

                LedgerMetricsText before = api.awaitRecords(total(topics));
                topics.send(gone);
                topics.send(laterEvents(ids));
                forget(environment, ids);
                LedgerMetricsText ledger = api.awaitRecords(total(topics));
                assertThat(ledger.perPartition()).isEqualTo(topics.sizes());
                assertThat(ledger.total("applied")).isEqualTo(before.total("applied"));
                assertThat(ledger.total("ignored")).isEqualTo(before.total("ignored") + 2L * ids.size());
                assertThat(ledger.total("duplicate")).isEqualTo(before.total("duplicate") + gone.size() + ids.size());
                expected.assertAnsweredBy(api, CHANGE.days());
                assertNothingTells(topics, gone, ids);
            }
        }
    }

    /** As docs/privacy.md says: with a bound on how long Kafka may put off to compact what was overwritten. */
    @Test
    void shouldLeaveNothingInChangelogsThatAreCompactedInTime() throws Exception {
        List<WireEvent> events = RandomWorkspace.events(SEED, 30);
        List<WireEvent> gone = everyThirdConversation(events);
        Set<String> ids = new TreeSet<>(gone.stream().map(WireEvent::keyText).toList());
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            EventTopics topics = EventTopics.ofDefaultNames(broker.bootstrapServers());
            Map<String, String> environment = new HashMap<>(topics.environment());
            environment.put("TOPIC_PARTITIONS", "1");
            environment.put("STREAMS_TOPIC_MAX_COMPACTION_LAG_MS", "1000");
            try (InstanceInJvm instance =
                    InstanceInJvm.start(InstanceFolder.in(folder).environment(environment))) {
                topics.send(events);
                instance.api().awaitRecords(events.size());
                await().atMost(Api.PATIENCE)
                        .untilAsserted(
                                () -> assertThat(writtenThatTells(topics, gone)).isPositive());
                forget(environment, ids);

                AtomicLong seed = new AtomicLong(SEED);
                await().atMost(Api.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    // A segment ends no sooner than something is written after it.
                    topics.send(RandomWorkspace.events(seed.incrementAndGet(), 5));
                    assertThat(writtenThatTells(topics, gone)).isZero();
                });
            }
        }
    }

    /** How many records of the changelog, overwritten ones too, hold a word of these events. */
    private static long writtenThatTells(EventTopics topics, List<WireEvent> events) throws IOException {
        Map<String, Set<String>> words = new HashMap<>();
        for (WireEvent event : events) {
            words.computeIfAbsent(bytes(event.keyText()), id -> new TreeSet<>()).addAll(words(event));
        }
        return topics.read(CHANGELOG.formatted(CONVERSATIONS)).stream()
                .filter(row -> row.value() != null)
                .filter(row -> words.entrySet().stream()
                        .anyMatch(each -> isRowOf(each.getKey(), new String(row.key(), ISO_8859_1))
                                && each.getValue().stream().anyMatch(new String(row.value(), ISO_8859_1)::contains)))
                .count();
    }

    /** By a file, and the last by an argument; returns the position that it prints. */
    private String forget(Map<String, String> environment, Set<String> ids) throws IOException {
        List<String> all = List.copyOf(ids);
        String last = all.get(all.size() - 1);
        Path file = Files.write(folder.resolve("ids"), all.subList(0, all.size() - 1));
        Command forget = Command.run(folder, environment, "forget", last, "--file", file.toString(), "--wait");
        assertThat(forget.status()).as(forget.err()).isZero();
        assertThat(forget.err().lines())
                .containsExactly("sent " + ids.size() + ", acknowledged " + ids.size() + ", failed 0");
        return forget.out().strip();
    }

    /** An answer that is asked to have read so far is without them. */
    private static void assertAnswerWithout(Api api, String position) {
        HttpResponse<String> answer = api.get(
                "/api/v1/livechat/analytics/dashboards/charts-data?chartName=Total_conversations&start="
                        + CHANGE.days().get(0) + "&end=" + CHANGE.days().get(0),
                "X-Metrics-Position",
                position);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<WireEvent> everyThirdConversation(List<WireEvent> events) {
        List<String> ids = events.stream().map(WireEvent::keyText).distinct().toList();
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < ids.size(); i += 3) {
            chosen.add(ids.get(i));
        }
        return events.stream().filter(event -> chosen.contains(event.keyText())).toList();
    }

    /** Two of each that were never seen. */
    private static List<WireEvent> laterEvents(Set<String> ids) throws IOException {
        List<WireEvent> later = new ArrayList<>();
        for (String id : ids) {
            String quoted = JSON.writeValueAsString(id);
            String at = ",\"occurredAt\":\"" + CHANGE.at() + "\"}";
            later.add(WireEvent.of(
                    WireEvent.CONVERSATIONS,
                    id,
                    "{\"type\":\"conversation.opened\",\"eventId\":\"after all\",\"conversationId\":" + quoted + at));
            later.add(WireEvent.of(
                    WireEvent.MESSAGES,
                    id,
                    "{\"type\":\"message.sent\",\"messageId\":\"after all\",\"sender\":\"agent\",\"conversationId\":"
                            + quoted + at));
        }
        return later;
    }

    private static void assertNothingTells(EventTopics topics, List<WireEvent> gone, Set<String> ids) {
        await().atMost(Api.PATIENCE)
                .untilAsserted(() -> assertThat(rowsThatTell(topics, gone)).isEmpty());
        Map<String, String> conversations = rows(topics, CONVERSATIONS);
        for (String id : ids) {
            assertThat(conversations.keySet().stream().filter(key -> isRowOf(bytes(id), key)))
                    .as("rows of a forgotten conversation")
                    .containsExactly(bytes(id));
        }
        for (String store : OTHER_STORES) {
            rows(topics, store)
                    .forEach((key, value) -> assertThat(ids)
                            .as("ids in the store %s", store)
                            .noneMatch(id -> key.contains(bytes(id)) || value.contains(bytes(id))));
        }
        assertThat(opened(topics))
                .as("ids in the index of openings")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(ids.stream().map(ForgetIT::bytes).toList());
    }

    /** The whole ids in the index of openings, after a byte and the time: one may be the beginning of another. */
    private static Set<String> opened(EventTopics topics) {
        Set<String> ids = new TreeSet<>();
        for (String key : rows(topics, "openings").keySet()) {
            String row = key.substring(key.indexOf(':') + 1);
            if (row.charAt(0) == 0) {
                ids.add(row.substring(1 + Long.BYTES));
            }
        }
        return ids;
    }

    /** The keys of rows of these events' conversations that hold a word of the events themselves. */
    private static Set<String> rowsThatTell(EventTopics topics, List<WireEvent> events) throws IOException {
        Map<String, String> rows = rows(topics, CONVERSATIONS);
        Map<String, Set<String>> keys = new HashMap<>();
        Set<String> tell = new TreeSet<>();
        for (WireEvent event : events) {
            String id = bytes(event.keyText());
            Set<String> rowsOfIt = keys.computeIfAbsent(
                    id,
                    each -> new TreeSet<>(rows.keySet().stream()
                            .filter(key -> isRowOf(each, key))
                            .toList()));
            for (String word : words(event)) {
                rowsOfIt.stream().filter(key -> rows.get(key).contains(word)).forEach(tell::add);
            }
        }
        return tell;
    }

    /** Identities and departments, as they would stand in a row. */
    private static List<String> words(WireEvent event) throws IOException {
        if (event.value() == null) {
            return List.of();
        }
        JsonNode json = JSON.readTree(event.value());
        return Stream.of("eventId", "messageId", "departmentId", "agentId", "senderId")
                .map(name -> bytes(json.path(name).asText("")))
                .filter(word -> word.length() >= TELLING_LENGTH)
                .toList();
    }

    private static boolean isRowOf(String id, String key) {
        boolean isChunk = key.length() == id.length() + 5 && key.startsWith(id) && key.charAt(id.length()) == '\u00FF';
        return key.equals(id) || isChunk;
    }

    /** What a store holds by its changelog, bytes as characters. */
    private static Map<String, String> rows(EventTopics topics, String store) {
        Map<String, String> rows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> row : topics.read(CHANGELOG.formatted(store))) {
            // Rows of different partitions have different keys only where they are of conversations.
            String key = (store.equals(CONVERSATIONS) ? "" : row.partition() + ":") + new String(row.key(), ISO_8859_1);
            if (row.value() == null) {
                rows.remove(key);
            } else {
                rows.put(key, new String(row.value(), ISO_8859_1));
            }
        }
        return rows;
    }

    /** The UTF-8 bytes of a text as characters. */
    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static long total(EventTopics topics) {
        return topics.sizes().values().stream().mapToLong(Long::longValue).sum();
    }
}
