package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} beside a running {@code serve}: silent where all is right, and it names what was changed by hand. */
class VerifyIT {
    private static final String CHANGELOG = "livechat-metrics-department-days-changelog";
    private static final byte ALL_DEPARTMENTS = 0;

    private static final List<WireEvent> LIVE = RandomWorkspace.disordered(1, RandomWorkspace.events(1, 3_000));
    private static final List<LocalDate> DAYS = RandomWorkspace.clockChange(1).days();
    private static final String TOTALS = "/api/v1/livechat/analytics/dashboards/charts-data"
            + "?chartName=Total_conversations&start=" + DAYS.get(0) + "&end=" + DAYS.get(DAYS.size() - 1);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void endWhatStillRuns() throws Exception {
        for (AutoCloseable process : started) {
            process.close();
        }
    }

    @Test
    void shouldFindNoDifferenceAndThenTheRowThatWasChangedByHand() throws Exception {
        Map<String, String> environment = InstanceFolder.in(folder).environment(Map.of("TOPIC_PARTITIONS", "2"));
        ServeProcess serve = serve(environment);
        simulate(serve, "--conversations", "600", "--days", "5", "--until", "2026-01-10T00:00:00Z", "--seed", "3");

        CommandProcess verify = verify(serve, "--from", "2026-01-01", "--to", "2026-01-12", "--hours");
        assertThat(verify.exitStatus()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).contains(": 0 differences", " a second").doesNotContain("difference: ");
        System.out.println(verify.out());

        LocalDate changed = changeADay(environment, serve);
        serve = serve(environment);
        verify = verify(serve, "--from", "2026-01-01", "--to", "2026-01-12", "--hours");

        assertThat(verify.exitStatus()).isEqualTo(1);
        List<String> found = verify.out()
                .lines()
                .filter(line -> line.startsWith("difference: "))
                .toList();
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(", all departments, " + changed + ": expected "))
                .anySatisfy(line -> assertThat(line).startsWith("difference: Total_conversations, "));
        assertThat(verify.out() + verify.err()).doesNotContain(InstanceFolder.TOKEN);
    }

    @Test
    void shouldCompareAtThePositionsOfAnswersWhileEventsCome() throws Exception {
        ServeProcess serve = serve(InstanceFolder.in(folder).environment(Map.of("TOPIC_PARTITIONS", "2")));
        EventTopics topics = EventTopics.ofDefaultNames(serve.bootstrapServers());
        try (Load load = new Load(LIVE, topics, Load.PATIENT)) {
            load.allow(20);
            serve.api().awaitRecords(LIVE.size() / 5);

            assertNoDifferenceWhileEventsCome(load, () -> verify(serve, "--hours"));
        }
    }

    @Test
    void shouldCompareANewGenerationBesideTheOldOneWhileEventsCome() throws Exception {
        CommandProcess broker =
                CommandProcess.start(Map.of("DATA_DIR", folder.resolve("broker").toString()), "broker", "--port", "0");
        started.add(broker);
        EventTopics topics = EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));
        ServeProcess old = serve(InstanceFolder.in(folder)
                .environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", topics.bootstrapServers(), "TOPIC_PARTITIONS", "2")));
        try (Load load = new Load(LIVE, topics, Load.PATIENT)) {
            load.allow(20);
            old.api().awaitRecords(LIVE.size() / 5);
            ServeProcess next = serve(InstanceFolder.in(folder.resolve("next"))
                    .environment(Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS", topics.bootstrapServers(),
                            "APPLICATION_ID", "next-generation",
                            "TOPIC_DEAD_LETTERS", "next.dead-letters")));
            next.api().awaitReady();
            next.api().awaitRecords(LIVE.size() / 5);

            String address = next.process().lineAfter("API: ");
            String said = assertNoDifferenceWhileEventsCome(load, () -> verify(old, "--against", address));
            long answers = Long.parseLong(said.replaceAll("(?s).* points of (\\d+) answers.*", "$1"));
            assertThat(answers).as("of both").isEven();

            assertThat(load.acknowledged()).isEqualTo(LIVE.size());
            old.api().awaitRecords(LIVE.size());
            next.api().awaitRecords(LIVE.size());
            assertSwitchedWithNoFailedRead(old, next);
            CommandProcess alone = verify(next, topics.bootstrapServers(), "next-generation", List.of());
            assertThat(alone.exitStatus()).as(alone.out() + alone.err()).isZero();
        }
    }

    /** A reader that is sent to the new one, as a proxy would, reads on while the old one ends; back and forth before. */
    private static void assertSwitchedWithNoFailedRead(ServeProcess old, ServeProcess next) throws Exception {
        AtomicReference<Api> inService = new AtomicReference<>(old.api());
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        CompletableFuture<Set<String>> answers = CompletableFuture.supplyAsync(() -> {
            Set<String> seen = new HashSet<>();
            while (!over.get()) {
                HttpResponse<String> answer = inService.get().get(TOTALS);
                seen.add(answer.statusCode() + " " + answer.body());
                reads.incrementAndGet();
            }
            return seen;
        });
        for (Api api : List.of(next.api(), old.api(), next.api())) {
            awaitReads(reads, 20);
            inService.set(api);
        }
        // One that was asked before it was switched has its answer.
        awaitReads(reads, 2);
        assertThat(old.process().stop()).isZero();
        awaitReads(reads, 20);
        over.set(true);

        assertThat(answers.get(1, TimeUnit.MINUTES)).singleElement().asString().startsWith("200 ");
    }

    private static void awaitReads(AtomicLong reads, int more) {
        long before = reads.get();
        await().atMost(Api.PATIENCE).until(() -> reads.get() >= before + more);
    }

    @Test
    void shouldLeaveOutWhatAClockRefusedAndWhatWasNotCommitted() throws Exception {
        ServeProcess serve = serve(InstanceFolder.in(folder).environment(Map.of("TOPIC_PARTITIONS", "2")));
        EventTopics topics = EventTopics.ofDefaultNames(serve.bootstrapServers());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<WireEvent> all = List.of(
                event("conversations", "conversation.opened", "eventId", "e1", now, ""),
                event("messages", "message.sent", "messageId", "m1", now, ",\"sender\":\"agent\""),
                event("messages", "message.sent", "messageId", "m2", now.plusSeconds(7_300), ",\"sender\":\"agent\""),
                WireEvent.of("messages", "broken", "{"));
        topics.send(all);
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("transactional.id", "tests"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(topics.record(
                            event("messages", "message.sent", "messageId", "m3", now, ",\"sender\":\"agent\"")))
                    .get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(topics.record(
                            event("messages", "message.sent", "messageId", "m4", now, ",\"sender\":\"agent\"")))
                    .get();
            producer.abortTransaction();
        }
        serve.api().awaitRecords(all.size() + 1);

        CommandProcess verify = verify(
                serve, "--from", LocalDate.now(ZoneOffset.UTC).minusDays(2).toString());

        assertThat(verify.exitStatus()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).contains("with 1 conversations: 0 differences");
        assertThat(serve.api().ledger().total("dead-lettered")).isEqualTo(2);
    }

    private static WireEvent event(
            String topic, String type, String identityField, String identity, Instant at, String more) {
        return WireEvent.of(
                topic,
                "c1",
                "{\"type\":\"" + type + "\",\"conversationId\":\"c1\",\"" + identityField + "\":\"" + identity
                        + "\",\"occurredAt\":\"" + at + "\"" + more + "}");
    }

    @Test
    void shouldSayWhyThereIsNothingToCompareWith() throws Exception {
        ServeProcess serve = serve(InstanceFolder.in(folder).environment(Map.of("TOPIC_PARTITIONS", "2")));
        serve.api().awaitReady();
        Path wrong = Files.writeString(folder.resolve("wrong"), "not the token");

        CommandProcess refused = verify(serve, "--token-file", wrong.toString());
        assertThat(refused.exitStatus()).isEqualTo(1);
        assertThat(refused.err()).contains("answers 401").doesNotContain("not the token");

        CommandProcess nobody = verify(serve, "--against", "http://127.0.0.1:1");
        assertThat(nobody.exitStatus()).isEqualTo(1);
        assertThat(nobody.err()).contains("No API answers at http://127.0.0.1:1");
    }

    /** Returns what verify said. */
    private String assertNoDifferenceWhileEventsCome(Load load, Callable<CommandProcess> verifying) throws Exception {
        AtomicBoolean compared = new AtomicBoolean();
        Thread traffic = new Thread(() -> {
            while (!compared.get() && load.acknowledged() < LIVE.size() * 9L / 10) {
                load.allowOneIn(150);
                LockSupport.parkNanos(50_000_000);
            }
        });
        traffic.start();
        CommandProcess verify = verifying.call();
        compared.set(true);
        traffic.join();
        assertThat(verify.exitStatus()).as(verify.out() + verify.err()).isZero();
        assertThat(load.acknowledged()).as("events that came by then").isGreaterThan(LIVE.size() / 4);
        System.out.println(verify.out());
        load.allow(100);
        load.awaitEnd();
        return verify.out();
    }

    private ServeProcess serve(Map<String, String> environment) throws Exception {
        ServeProcess serve = ServeProcess.start(environment);
        started.add(serve);
        return serve;
    }

    private void simulate(ServeProcess serve, String... options) throws Exception {
        CommandProcess simulate = CommandProcess.start(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", serve.bootstrapServers()),
                Stream.concat(Stream.of("simulate"), Stream.of(options)).toArray(String[]::new));
        started.add(simulate);
        assertThat(simulate.exitStatus()).as(simulate.err()).isZero();
    }

    private CommandProcess verify(ServeProcess serve, String... options) throws Exception {
        return verify(serve, serve.bootstrapServers(), "livechat-metrics", List.of(options));
    }

    /** Once it has ended. */
    private CommandProcess verify(
            ServeProcess serve, String bootstrapServers, String applicationId, List<String> options) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), InstanceFolder.TOKEN + "\n");
        List<String> arguments = new ArrayList<>(
                List.of("verify", "--url", serve.process().lineAfter("API: "), "--user-id", InstanceFolder.USER_ID));
        if (!options.contains("--token-file")) {
            arguments.addAll(List.of("--token-file", token.toString()));
        }
        arguments.addAll(options);
        if (!options.contains("--from")) {
            arguments.addAll(List.of("--from", DAYS.get(0).toString()));
            arguments.addAll(List.of("--to", DAYS.get(DAYS.size() - 1).toString()));
        }
        CommandProcess verify = CommandProcess.start(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "APPLICATION_ID", applicationId),
                arguments.toArray(String[]::new));
        started.add(verify);
        int unused = verify.exitStatus();
        return verify;
    }

    /** Stops serve, gives a day of all departments the row of another day, and has the state restored from that. */
    private LocalDate changeADay(Map<String, String> environment, ServeProcess serve) throws Exception {
        assertThat(serve.process().stop()).isZero();
        CommandProcess broker = CommandProcess.start(environment, "broker", "--port", "0");
        started.add(broker);
        EventTopics topics = EventTopics.ofDefaultNames(broker.lineAfter("Kafka broker ready on "));
        TreeMap<Integer, ConsumerRecord<byte[], byte[]>> days = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> row : topics.read(CHANGELOG)) {
            if (row.partition() == 0 && row.key().length == 5 && row.key()[0] == ALL_DEPARTMENTS) {
                days.put(ByteBuffer.wrap(row.key()).getInt(1), row);
            }
        }
        int day = days.firstKey();
        byte[] ofAnotherDay = days.get(days.higherKey(day)).value();
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(new HashMap<>())) {
            producer.send(new ProducerRecord<>(CHANGELOG, 0, days.get(day).key(), ofAnotherDay))
                    .get();
        }
        assertThat(broker.stop()).isZero();
        FolderTree.delete(InstanceFolder.in(folder).dataDir().resolve("streams"));
        return LocalDate.ofEpochDay(day);
    }
}
