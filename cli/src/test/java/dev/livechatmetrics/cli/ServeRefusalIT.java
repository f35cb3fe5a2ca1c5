package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code serve} does not start, what it says about it and what it keeps to itself. */
class ServeRefusalIT {
    private static final String SECRET = "do-not-print-me";

    @TempDir
    private Path folder;

    private InstanceFolder instance;
    private CommandProcess serve;

    @BeforeEach
    void makeFolder() throws Exception {
        instance = InstanceFolder.in(folder);
    }

    @AfterEach
    void killWhatStillRuns() {
        if (serve != null) {
            serve.close();
        }
    }

    @Test
    void shouldRefuseToServeNobody() throws Exception {
        Map<String, String> environment = new HashMap<>(instance.environment(Map.of()));
        environment.remove("AUTH_USERS_FILE");

        assertThat(refusal(2, environment)).contains("AUTH_USERS_FILE");
        assertThat(instance.dataDir()).as("nothing was started").doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"users\":[{\"userId\":\"do-not-print-me\"",
                "{\"users\":{}}",
                "{\"users\":[{\"userId\":\"do-not-print-me\",\"permissions\":[]}]}",
                "{\"users\":[{\"userId\":\"u\",\"hashedToken\":\"do-not-print-me\",\"permissions\":[]}]}"
            })
    void shouldRefuseABrokenUsersFileWithoutQuotingIt(String broken) throws Exception {
        Files.writeString(instance.usersFile(), broken);

        assertThat(refusal(2, instance.environment(Map.of())))
                .contains("AUTH_USERS_FILE " + instance.usersFile(), "hashedToken", "view-livechat-manager");
        assertThat(instance.dataDir()).as("nothing was started").doesNotExist();
    }

    @Test
    void shouldNameEveryMistakeAtOnce() throws Exception {
        Path secretFile = Files.writeString(folder.resolve("secret"), SECRET + "\u0007");
        Map<String, String> environment = instance.environment(Map.of(
                "HTTP_PORT", "80800",
                "REPORTING_TIMEZONE", "Europe/Atlantis",
                "READ_TIMEOUT", "soon",
                "TOPIC_PARTITIONS", "0",
                "TOPIC_MESSAGES", "livechat.conversations",
                "PEER_SECRET_FILE", secretFile.toString(),
                "KAFKA_SSL_KEYSTORE_TYPE_FILE", folder.resolve("nowhere").toString(),
                "KAFKA_SASL_JAAS_CONFIG", SECRET,
                "STREAMS_PROCESSING_GUARANTEE", "at_least_once",
                "STREAMS_NUM_STREAM_THREADS", "many"));

        String said = refusal(2, environment);

        for (String key : List.of(
                "HTTP_PORT",
                "REPORTING_TIMEZONE",
                "READ_TIMEOUT",
                "TOPIC_PARTITIONS",
                "PEER_SECRET",
                "KAFKA_SSL_KEYSTORE_TYPE_FILE",
                "STREAMS_PROCESSING_GUARANTEE",
                "STREAMS_NUM_STREAM_THREADS")) {
            assertThat(said.lines().filter(line -> line.startsWith(key + " takes ")))
                    .as(key)
                    .hasSize(1);
        }
        assertThat(said).contains("\"80800\"", "\"Europe/Atlantis\"", "\"soon\"", "\"0\"", "\"many\"");
        assertThat(instance.dataDir()).as("nothing was started").doesNotExist();
    }

    @Test
    void shouldNameTheUsersFileAmongTheMistakes() throws Exception {
        Map<String, String> environment = new HashMap<>(instance.environment(Map.of("HTTP_PORT", "bad")));
        environment.remove("AUTH_USERS_FILE");
        String notSet = refusal(2, environment);
        environment.put("AUTH_USERS_FILE", folder.resolve("nowhere").toString());
        String absent = refusal(2, environment);

        assertThat(List.of(notSet, absent))
                .allSatisfy(said -> assertThat(said.lines())
                        .satisfiesExactly(
                                port -> assertThat(port).startsWith("HTTP_PORT takes "),
                                users -> assertThat(users).startsWith("AUTH_USERS_FILE ")));
        assertThat(absent).contains(folder.resolve("nowhere") + " is not there");
    }

    @Test
    void shouldSayWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(refusal(1, instance.environment(Map.of("HTTP_PORT", port))))
                    .contains("127.0.0.1:" + port, "HTTP_PORT", "in use");
            assertThat(refusal(1, instance.environment(Map.of("BROKER_PORT", port))))
                    .contains("127.0.0.1:" + port, "BROKER_PORT", "in use");
        }
    }

    @Test
    void shouldKeepAWrittenPasswordToItself() throws Exception {
        Map<String, String> environment = instance.environment(Map.of(
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_JAAS_CONFIG",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"ab\""
                        + SECRET + "\";"));

        assertThat(refusal(2, environment).lines())
                .singleElement()
                .asString()
                .startsWith("KAFKA_SASL_JAAS_CONFIG takes ");
        assertThat(instance.dataDir()).as("nothing was started").doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"KAFKA_SSL_TRUSTSTORE_LOCATION,/nope", "KAFKA_DEFAULT_API_TIMEOUT_MS,1000"})
    void shouldNameTheKeyWithWhichNoClientStarts(String key, String value) throws Exception {
        Map<String, String> environment = instance.environment(Map.of("KAFKA_SECURITY_PROTOCOL", "SSL", key, value));

        assertThat(refusal(2, environment).lines()).singleElement().asString().startsWith(key + " takes ");
    }

    /** Of what Kafka itself says nothing is shown; the class of the failure may be. */
    @Test
    void shouldNameTheKeysThatMayBeToBlameWhereOnlyKafkaKnows() throws Exception {
        Path noKeystore = Files.writeString(folder.resolve("no.jks"), SECRET);
        serve = CommandProcess.start(
                instance.environment(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:9",
                        "KAFKA_SECURITY_PROTOCOL",
                        "SSL",
                        "KAFKA_SSL_TRUSTSTORE_LOCATION",
                        noKeystore.toString(),
                        "KAFKA_SSL_TRUSTSTORE_PASSWORD",
                        SECRET)),
                "serve");

        assertThat(serve.exitStatus()).isEqualTo(2);
        assertThat(serve.err())
                .contains("Kafka's clients cannot start with KAFKA_SECURITY_PROTOCOL, KAFKA_SSL_TRUSTSTORE_LOCATION,"
                        + " KAFKA_SSL_TRUSTSTORE_PASSWORD (IOException)")
                .doesNotContain(SECRET, "\tat ");
    }

    @Test
    void shouldSayThatAHostIsNotKnown() throws Exception {
        Map<String, String> environment =
                instance.environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", "nohost.invalid:9092"));

        assertThat(refusal(1, environment)).contains("KAFKA_BOOTSTRAP_SERVERS (nohost.invalid:9092)", "resolved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo", "broker"})
    void shouldNameAFolderThatCannotBeMade(String command) throws Exception {
        String beyondAFile = instance.usersFile().resolve("data").toString();

        assertThat(refusal(2, instance.environment(Map.of("DATA_DIR", beyondAFile)), command)
                        .lines())
                .singleElement()
                .asString()
                .startsWith("DATA_DIR takes ")
                .endsWith("got \"" + beyondAFile + "\"");
    }

    /** What is said on standard error with that exit status; never a secret, and no trace of our own code. */
    private String refusal(int status, Map<String, String> environment) throws Exception {
        return refusal(status, environment, "serve");
    }

    private String refusal(int status, Map<String, String> environment, String command) throws Exception {
        serve = CommandProcess.start(environment, command);
        assertThat(serve.exitStatus()).isEqualTo(status);
        assertThat(serve.out()).isEmpty();
        assertThat(serve.err()).isNotBlank().doesNotContain(SECRET, "\tat ", "Exception");
        return serve.err();
    }
}
