package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} and {@code send} against brokers that demand SCRAM or TLS and allow what {@code acls} prints, no more. */
class SecuredKafkaIT {
    private static final String METRICS_PASSWORD = "metrics-pass-do-not-print";
    private static final String SENDER_PASSWORD = "sender-pass-do-not-print";
    private static final long SEED = 5;

    @TempDir
    private static Path brokerFolder;

    private static SecuredBroker broker;

    @TempDir
    private Path folder;

    private final List<CommandProcess> started = new ArrayList<>();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = SecuredBroker.start(brokerFolder, Map.of("metrics", METRICS_PASSWORD, "sender", SENDER_PASSWORD));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void killWhatStillRuns() {
        started.forEach(CommandProcess::close);
    }

    @Test
    void shouldServeOverScramWithTheAclsThatItPrints() throws Exception {
        Map<String, String> settings = names("scram", broker.sasl());
        allowWhatIsPrinted(settings);

        assertServes(
                with(settings, scram("SASL_PLAINTEXT", "metrics", METRICS_PASSWORD)),
                with(settings, scram("SASL_PLAINTEXT", "sender", SENDER_PASSWORD)));
    }

    @Test
    void shouldReadChangeStreamsWithTheAclsThatItPrints() throws Exception {
        Map<String, String> settings = with(
                names("streams", broker.sasl()),
                Map.of("SOURCE_TOPIC_ROOMS", "streams.rooms", "SOURCE_TOPIC_MESSAGES", "streams.texts"));
        allowWhatIsPrinted(settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.master()))) {
            admin.createTopics(List.of(
                            new NewTopic("streams.rooms", 1, (short) 1), new NewTopic("streams.texts", 1, (short) 1)))
                    .all()
                    .get();
        }
        CommandProcess serve = start(
                InstanceFolder.in(folder)
                        .environment(with(settings, scram("SASL_PLAINTEXT", "metrics", METRICS_PASSWORD))),
                "serve");
        Api api = new Api(serve.lineAfter("API: "));

        try (KafkaProducer<byte[], byte[]> connector =
                EventTopics.named(broker.master(), "streams").producer(Map.of())) {
            connector
                    .send(new ProducerRecord<>(
                            "streams.rooms",
                            "{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":1759312800000}}".getBytes(UTF_8)))
                    .get();
        }

        assertThat(api.awaitRecords(2).total("applied")).isEqualTo(2);
        assertThat(serve.stop()).isZero();
        assertSilent(serve);
    }

    @Test
    void shouldServeOverScramInTls() throws Exception {
        Map<String, String> settings = with(names("both", broker.saslOverSsl()), trust());
        allowWhatIsPrinted(settings);

        assertServes(
                with(settings, scram("SASL_SSL", "metrics", METRICS_PASSWORD)),
                with(settings, scram("SASL_SSL", "sender", SENDER_PASSWORD)));
    }

    @Test
    void shouldServeOverTlsWithACertificate() throws Exception {
        Map<String, String> settings = with(
                with(names("tls", broker.ssl()), trust()),
                Map.of(
                        "KAFKA_SECURITY_PROTOCOL",
                        "SSL",
                        "KAFKA_SSL_KEYSTORE_LOCATION",
                        broker.keystore().toString(),
                        "KAFKA_SSL_KEYSTORE_PASSWORD",
                        SecuredBroker.STORE_PASSWORD));

        assertServes(settings, settings);
    }

    @Test
    void shouldSayThatAPasswordIsWrong() throws Exception {
        Map<String, String> settings =
                with(names("wrong", broker.sasl()), scram("SASL_PLAINTEXT", "metrics", "wrong-" + METRICS_PASSWORD));

        assertThat(refusal(settings))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + broker.sasl() + " does not accept who this instance says it is")
                .endsWith("Check KAFKA_SASL_MECHANISM and the user and password of KAFKA_SASL_JAAS_CONFIG.");
    }

    @Test
    void shouldSayThatABrokerIsNotTrusted() throws Exception {
        Map<String, String> settings = with(names("untrusted", broker.ssl()), Map.of("KAFKA_SECURITY_PROTOCOL", "SSL"));

        assertThat(refusal(settings))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + broker.ssl() + " and this instance do not trust each other")
                .contains("KAFKA_SSL_TRUSTSTORE_LOCATION");
    }

    @Test
    void shouldSayWhichCommandPrintsWhatIsNotAllowed() throws Exception {
        Map<String, String> settings =
                with(names("denied", broker.sasl()), scram("SASL_PLAINTEXT", "metrics", METRICS_PASSWORD));

        assertThat(refusal(settings))
                .singleElement()
                .asString()
                .contains("does not allow this instance to", "./livechat-metrics acls --principal");
    }

    private void assertServes(Map<String, String> ofServe, Map<String, String> ofSend) throws Exception {
        List<WireEvent> events = RandomWorkspace.events(SEED, 60);
        CommandProcess serve = start(InstanceFolder.in(folder).environment(ofServe), "serve");
        Api api = new Api(serve.lineAfter("API: "));
        Path file = Files.writeString(
                folder.resolve("events.jsonl"),
                events.stream().map(WireEvent::toLine).collect(Collectors.joining("\n")));

        CommandProcess send = start(ofSend, "send", file.toString());

        assertThat(send.exitStatus()).as(send.err()).isZero();
        LedgerMetricsText ledger = api.awaitRecords(events.size());
        assertThat(ledger.total()).isEqualTo(events.size());
        new ExpectedCharts(
                        NaiveCharts.of(events),
                        RandomWorkspace.clockChange(SEED).zone())
                .assertAnsweredBy(api, RandomWorkspace.clockChange(SEED).days());
        assertThat(serve.stop()).isZero();
        for (CommandProcess process : started) {
            assertSilent(process);
        }
    }

    private List<String> refusal(Map<String, String> settings) throws Exception {
        CommandProcess serve = start(InstanceFolder.in(folder).environment(settings), "serve");
        assertThat(serve.exitStatus()).isEqualTo(1);
        assertSilent(serve);
        return serve.err().lines().filter(line -> line.startsWith("Kafka at")).toList();
    }

    private static void assertSilent(CommandProcess process) {
        assertThat(process.out() + process.err())
                .doesNotContain(METRICS_PASSWORD, SENDER_PASSWORD, SecuredBroker.STORE_PASSWORD);
    }

    private static Map<String, String> names(String prefix, String bootstrapServers) {
        return with(
                EventTopics.named(bootstrapServers, prefix).environment(),
                Map.of(
                        "APPLICATION_ID",
                        prefix + "-application",
                        "TOPIC_PARTITIONS",
                        "2",
                        "REPORTING_TIMEZONE",
                        RandomWorkspace.clockChange(SEED).zone().getId()));
    }

    private static Map<String, String> scram(String protocol, String user, String password) {
        return Map.of(
                "KAFKA_SECURITY_PROTOCOL",
                protocol,
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_JAAS_CONFIG",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
    }

    private static Map<String, String> trust() {
        return Map.of(
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                broker.truststore().toString(),
                "KAFKA_SSL_TRUSTSTORE_PASSWORD",
                SecuredBroker.STORE_PASSWORD);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** Runs {@code acls} and what it prints. */
    private void allowWhatIsPrinted(Map<String, String> settings) throws Exception {
        CommandProcess acls = start(settings, "acls", "--principal", "User:metrics", "--producer", "User:sender");
        assertThat(acls.exitStatus()).isZero();
        KafkaTools.allow(acls.out().replace(settings.get("KAFKA_BOOTSTRAP_SERVERS"), broker.master()));
        started.remove(acls);
    }

    private CommandProcess start(Map<String, String> environment, String... arguments) throws IOException {
        CommandProcess process = CommandProcess.start(environment, arguments);
        started.add(process);
        return process;
    }
}
