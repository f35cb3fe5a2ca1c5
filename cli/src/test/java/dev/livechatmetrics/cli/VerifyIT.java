package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
        Map<String, String> environment =
                InstanceFolder.in(folder).environment(Map.of("TOPIC_PARTITIONS", "2", "REPORTING_TIMEZONE", "UTC"));
        ServeProcess serve = serve(environment);
        EventTopics topics = EventTopics.ofDefaultNames(serve.bootstrapServers());
        List<WireEvent> events = RandomWorkspace.disordered(1, RandomWorkspace.events(1, 3_000));
        List<LocalDate> days = RandomWorkspace.clockChange(1).days();
        try (Load load = new Load(events, topics, Load.PATIENT)) {
            load.allow(20);
            serve.api().awaitRecords(events.size() / 5);
            AtomicBoolean compared = new AtomicBoolean();
            Thread traffic = new Thread(() -> {
                while (!compared.get() && load.acknowledged() < events.size() * 9L / 10) {
                    load.allowOneIn(150);
                    LockSupport.parkNanos(50_000_000);
                }
            });
            traffic.start();
            CommandProcess verify = verify(
                    serve,
                    "--hours",
                    "--from",
                    days.get(0).toString(),
                    "--to",
                    days.get(days.size() - 1).toString());
            compared.set(true);
            traffic.join();
            assertThat(load.acknowledged()).as("events that came by then").isBetween(events.size() / 4, events.size());
            assertThat(verify.exitStatus()).as(verify.out() + verify.err()).isZero();
            System.out.println(verify.out());
            load.allow(100);
            load.awaitEnd();
        }
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
        Path token = Files.writeString(folder.resolve("token"), InstanceFolder.TOKEN + "\n");
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--url",
                serve.process().lineAfter("API: "),
                "--user-id",
                InstanceFolder.USER_ID,
                "--token-file",
                token.toString()));
        arguments.addAll(List.of(options));
        CommandProcess verify = CommandProcess.start(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", serve.bootstrapServers()), arguments.toArray(String[]::new));
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
