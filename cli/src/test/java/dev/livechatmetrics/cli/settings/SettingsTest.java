package dev.livechatmetrics.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.settings.SettingsReading.Accepted;
import dev.livechatmetrics.cli.settings.SettingsReading.Refused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldStandOnDefaultsWhereNothingIsSet() {
        Settings settings = accepted(Map.of("PATH", "/bin", "HTTP_PROT", "not looked at"));

        assertThat(settings.application())
                .isEqualTo(new ApplicationSettings(
                        "livechat-metrics", Optional.empty(), Optional.empty(), Path.of("./data")));
        assertThat(settings.kafka().embeddedBroker()).isTrue();
        assertThat(settings.kafka().clientBootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.topics())
                .isEqualTo(new TopicSettings(
                        "livechat.conversations", "livechat.messages", "livechat.dead-letters", 4, 1));
        assertThat(settings.events()).isEqualTo(new EventSettings(ZoneId.of("UTC"), Duration.ofHours(1)));
        assertThat(settings.lifecycle()).isEqualTo(new LifecycleSettings(30, 0, 100_000, 30));
        assertThat(settings.http())
                .isEqualTo(new HttpSettings(
                        "127.0.0.1",
                        8080,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(SettingKey.class)
    void shouldTakeAnEmptyValueForOneThatIsNotSet(SettingKey key) {
        assertThat(accepted(Map.of(key.name(), ""))).isEqualTo(accepted(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KAFKA_BOOTSTRAP_SERVERS  | kafka:9092
            KAFKA_BOOTSTRAP_SERVERS  | kafka-1.example:9092, kafka-2.example:9093
            KAFKA_BOOTSTRAP_SERVERS  | [::1]:9092
            KAFKA_BOOTSTRAP_SERVERS  | SASL_SSL://kafka:9092
            BROKER_PORT              | 0
            BROKER_PORT              | 65535
            DATA_DIR                 | /var/lib/livechat metrics
            HTTP_HOST                | 0.0.0.0
            HTTP_HOST                | ::1
            HTTP_HOST                | metrics.example
            HTTP_PORT                | 0
            READ_TIMEOUT             | 500ms
            READ_TIMEOUT             | 4 s
            READ_TIMEOUT             | PT4S
            STANDBY_MAX_LAG          | 0s
            STANDBY_MAX_LAG          | 1h
            AUTH_USERS_FILE          | users.json
            HTTP_BASE_PATH           | /livechat
            HTTP_BASE_PATH           | /a/b-c_d.e~f
            HTTP_FORWARDED_COUNT     | 2
            CORS_ALLOWED_ORIGINS     | https://intranet.example.com, http://localhost:3000,https://[::1]:8443
            TLS_CA_FILE              | ca.pem
            ROCKETCHAT_URL           | https://chat.example.com
            ROCKETCHAT_URL           | https://example.com:8443/chat
            ROCKETCHAT_URL           | http://127.0.0.1:3000
            ROCKETCHAT_URL           | http://localhost:3000
            ROCKETCHAT_PLAIN_HTTP    | true
            RATE_LIMIT_PER_MINUTE    | 0
            RATE_LIMIT_PER_MINUTE    | 1000000
            SIGN_IN_FAILURES_PER_MINUTE | 1
            APPLICATION_ID           | livechat-metrics.2
            APPLICATION_SERVER       | metrics-0.metrics:8080
            PEER_SECRET              | s3cret with blanks
            ROCKETCHAT_WEBHOOK_TOKEN | s3cret with blanks
            CHARTS_COMPATIBILITY     | exact
            CHARTS_COMPATIBILITY     | rocketchat
            LOG_FORMAT               | text
            LOG_FORMAT               | json
            REPORTING_TIMEZONE       | Europe/Berlin
            REPORTING_TIMEZONE       | UTC
            EVENTS_MAX_FUTURE_SKEW   | 0s
            EVENTS_MAX_FUTURE_SKEW   | 5m
            EVENTS_MAX_FUTURE_SKEW   | 1d
            CONDENSE_AFTER_DAYS      | 0
            CONDENSE_AFTER_DAYS      | 36500
            RETENTION_DAYS           | 0
            RETENTION_DAYS           | 365
            WAITING_EVENTS_MAX       | 1
            WAITING_EVENTS_MAX       | 1000000
            WAITING_MAX_DAYS         | 0
            WAITING_MAX_DAYS         | 7
            TOPIC_CONVERSATIONS      | support.conversations
            TOPIC_MESSAGES           | support.messages
            SOURCE_TOPIC_ROOMS       | rocketchat.rocketchat.rocketchat_room
            SOURCE_TOPIC_MESSAGES    | mongo.rocketchat_message
            TOPIC_DEAD_LETTERS       | support_dead
            TOPIC_PARTITIONS         | 32
            TOPIC_REPLICATION_FACTOR | 1
            KAFKA_CLIENT_ID          | metrics
            KAFKA_FETCH_MAX_BYTES    | 1048576
            KAFKA_SASL_JAAS_CONFIG   | org.example.Login required;
            KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE | /not/there
            STREAMS_NUM_STREAM_THREADS | 2
            STREAMS_MAX_POLL_RECORDS | 500
            STREAMS_GROUP_INSTANCE_ID | metrics-0
            STREAMS_PRODUCER_LINGER_MS | 20
            STREAMS_MAIN_CONSUMER_MAX_POLL_RECORDS | 500
            STREAMS_TOPIC_SEGMENT_BYTES | 1048576
            STREAMS_CLIENT_TAG_ZONE  | a
            STREAMS_RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST | 1
            """)
    void shouldAccept(String key, String value) {
        SettingsReading reading = SettingsReader.read(Map.of(key, value), Optional.empty());

        assertThat(reading).isInstanceOf(Accepted.class);
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KAFKA_BOOTSTRAP_SERVERS  | kafka
            KAFKA_BOOTSTRAP_SERVERS  | kafka:9092,
            KAFKA_BOOTSTRAP_SERVERS  | kafka:70000
            BROKER_PORT              | 65536
            BROKER_PORT              | -1
            HTTP_HOST                | 127.0.0.1:8080
            HTTP_HOST                | http://localhost
            HTTP_PORT                | 80a
            HTTP_PORT                | 99999999999
            READ_TIMEOUT             | 4
            READ_TIMEOUT             | 0s
            READ_TIMEOUT             | -4s
            READ_TIMEOUT             | PT-4S
            READ_TIMEOUT             | 4 parsecs
            READ_TIMEOUT             | 999999999999999d
            CHARTS_COMPATIBILITY     | Exact
            LOG_FORMAT               | yaml
            STANDBY_MAX_LAG          | 30
            STANDBY_MAX_LAG          | -1s
            STANDBY_MAX_LAG          | 61m
            HTTP_BASE_PATH           | livechat
            HTTP_BASE_PATH           | /livechat/
            HTTP_BASE_PATH           | /
            HTTP_BASE_PATH           | /a/../b
            HTTP_BASE_PATH           | /a b
            HTTP_FORWARDED_COUNT     | -1
            HTTP_FORWARDED_COUNT     | 11
            CORS_ALLOWED_ORIGINS     | *
            CORS_ALLOWED_ORIGINS     | https://*.example.com
            CORS_ALLOWED_ORIGINS     | https://intranet.example.com/
            CORS_ALLOWED_ORIGINS     | intranet.example.com
            CORS_ALLOWED_ORIGINS     | null
            CORS_ALLOWED_ORIGINS     | https://a.example.com,
            TLS_CERTIFICATE_FILE     | alone.pem
            TLS_KEY_FILE             | alone.pem
            ROCKETCHAT_URL           | chat.example.com
            ROCKETCHAT_URL           | http://chat.example.com
            ROCKETCHAT_URL           | http://127.0.0.1.example.com
            ROCKETCHAT_URL           | https://chat.example.com/
            ROCKETCHAT_URL           | https://u:p@chat.example.com
            ROCKETCHAT_URL           | https://chat.example.com?a=b
            ROCKETCHAT_URL           | ftp://chat.example.com
            ROCKETCHAT_PLAIN_HTTP    | yes
            RATE_LIMIT_PER_MINUTE    | -1
            RATE_LIMIT_PER_MINUTE    | 1000001
            SIGN_IN_FAILURES_PER_MINUTE | many
            APPLICATION_ID           | ..
            APPLICATION_ID           | live chat
            APPLICATION_SERVER       | metrics-0
            APPLICATION_SERVER       | metrics-0:0
            REPORTING_TIMEZONE       | +02:00
            REPORTING_TIMEZONE       | Z
            REPORTING_TIMEZONE       | Europe/Nowhere
            REPORTING_TIMEZONE       | europe/berlin
            EVENTS_MAX_FUTURE_SKEW   | 3600
            EVENTS_MAX_FUTURE_SKEW   | 36501d
            CONDENSE_AFTER_DAYS      | -1
            CONDENSE_AFTER_DAYS      | 30d
            RETENTION_DAYS           | 36501
            RETENTION_DAYS           | a year
            WAITING_EVENTS_MAX       | 0
            WAITING_EVENTS_MAX       | 1000001
            WAITING_MAX_DAYS         | -7
            WAITING_MAX_DAYS         | 36501
            TOPIC_CONVERSATIONS      | live chat
            TOPIC_MESSAGES           | livechat.conversations
            SOURCE_TOPIC_ROOMS       | livechat.conversations
            SOURCE_TOPIC_MESSAGES    | livechat.dead-letters
            SOURCE_TOPIC_MESSAGES    | no topic
            TOPIC_MESSAGES           | livechat_conversations
            TOPIC_DEAD_LETTERS       | livechat.messages
            TOPIC_DEAD_LETTERS       | __consumer_offsets
            TOPIC_PARTITIONS         | 0
            TOPIC_PARTITIONS         | four
            TOPIC_REPLICATION_FACTOR | 0
            TOPIC_REPLICATION_FACTOR | 3
            KAFKA_SECURITY_PROTOCOL  | TLS
            KAFKA_FETCH_MAX_BYTES    | many
            KAFKA_SSL_TRUSTSTORE_LOCATION | /not/there
            STREAMS_ADMIN_SSL_KEYSTORE_LOCATION | /not/there
            KAFKA_DEFAULT_API_TIMEOUT_MS | 1000
            STREAMS_DEFAULT_API_TIMEOUT_MS | 29999
            STREAMS_NUM_STREAM_THREADS | two
            STREAMS_TASK_ASSIGNOR_CLASS_FILE | /not/there
            STREAMS_PRODUCER_LINGER_MS | -1
            STREAMS_MAIN_CONSUMER_MAX_POLL_RECORDS | 0
            STREAMS_TOPIC_SEGMENT_BYTES | huge
            """)
    void shouldRefuseAndSayWhatItTakesAndWhatItGot(String key, String value) {
        assertThat(mistakes(Map.of(key, value)))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.key()).isEqualTo(key))
                .satisfies(mistake -> assertThat(mistake.message())
                        .startsWith(key + " takes ")
                        .endsWith("; got \"" + value + "\""));
    }

    @Test
    void shouldSendTokensUnencryptedOnlyWhereThatIsSaid() {
        String http = "http://chat.example.com";

        assertThat(mistakes(Map.of("ROCKETCHAT_URL", http)))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("ROCKETCHAT_PLAIN_HTTP=true"));
        assertThat(accepted(Map.of("ROCKETCHAT_URL", http, "ROCKETCHAT_PLAIN_HTTP", "true"))
                        .access()
                        .rocketChat())
                .contains(URI.create(http));
    }

    @Test
    void shouldTakeACertificateWithItsKey() {
        TlsSettings tls = accepted(Map.of("TLS_CERTIFICATE_FILE", "c.pem", "TLS_KEY_FILE", "k.pem"))
                .tls();

        assertThat(tls.serves()).isTrue();
        assertThat(accepted(Map.of()).tls().serves()).isFalse();
    }

    @Test
    void shouldSayWhyABareNumberIsNoDuration() {
        assertThat(mistakes(Map.of("READ_TIMEOUT", "4")))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("names no unit"));
    }

    @Test
    void shouldSayHowAQuotationMarkIsWrittenInJaas() {
        String unescaped = "org.example.Login required username=\"u\" password=\"ab\"ZQPARTOFPW\";";

        assertThat(mistakes(Map.of("KAFKA_SASL_JAAS_CONFIG", unescaped)))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message())
                        .startsWith("KAFKA_SASL_JAAS_CONFIG takes one login module")
                        .contains("a backslash")
                        .endsWith("; got a value that is not shown")
                        .doesNotContain("ZQPARTOFPW"));
        accepted(Map.of("KAFKA_SASL_JAAS_CONFIG", unescaped.replace("ab\"Z", "ab\\\"Z")));
    }

    @Test
    void shouldJudgeATimeoutByTheOneThatIsSetForRequests() {
        accepted(Map.of("KAFKA_DEFAULT_API_TIMEOUT_MS", "1000", "KAFKA_REQUEST_TIMEOUT_MS", "1000"));
        accepted(Map.of("STREAMS_DEFAULT_API_TIMEOUT_MS", "1000", "KAFKA_REQUEST_TIMEOUT_MS", "500"));

        assertThat(mistakes(Map.of("KAFKA_DEFAULT_API_TIMEOUT_MS", "40000", "KAFKA_REQUEST_TIMEOUT_MS", "50000")))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message())
                        .contains("no less than KAFKA_REQUEST_TIMEOUT_MS, which is 50000"));
    }

    @Test
    void shouldReadDurationsInEachUnit() {
        for (Map.Entry<String, Duration> row : Map.of(
                        "500ms", Duration.ofMillis(500),
                        "4s", Duration.ofSeconds(4),
                        "4 s", Duration.ofSeconds(4),
                        "5m", Duration.ofMinutes(5),
                        "1h", Duration.ofHours(1),
                        "1d", Duration.ofDays(1),
                        "PT4S", Duration.ofSeconds(4))
                .entrySet()) {
            assertThat(accepted(Map.of("EVENTS_MAX_FUTURE_SKEW", row.getKey()))
                            .events()
                            .maxFutureSkew())
                    .isEqualTo(row.getValue());
        }
    }

    @Test
    void shouldReportAllMistakesAtOnce() throws IOException {
        Path file = properties("HTTP_PROT=8081\nREADTIMEOUT=4s\nTOPIC_PARTITIONS=none\n");
        Map<String, String> environment = Map.of(
                "HTTP_PORT", "http",
                "HTTP_HOST", "a b",
                "TOPIC_DEAD_LETTERS", "a b",
                "REPORTING_TIMEZONE", "+02:00",
                "STREAMS_PROCESSING_GUARANTEE", "at_least_once",
                "KAFKA_SECURITY_PROTOCOL", "TLS",
                "PEER_SECRET_FILE", "/not/there");

        assertThat(refused(environment, file).mistakes())
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder(
                        "--config",
                        "--config",
                        "TOPIC_PARTITIONS",
                        "HTTP_PORT",
                        "HTTP_HOST",
                        "TOPIC_DEAD_LETTERS",
                        "REPORTING_TIMEZONE",
                        "STREAMS_PROCESSING_GUARANTEE",
                        "KAFKA_SECURITY_PROTOCOL",
                        "PEER_SECRET_FILE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PEER_SECRET                | hunter2\u0007
            PEER_SECRET_FILE           | hunter2
            ROCKETCHAT_WEBHOOK_TOKEN   | hunter2\u0007
            ROCKETCHAT_WEBHOOK_TOKEN_FILE | hunter2
            KAFKA_SSL_KEYSTORE_KEY_FILE | hunter2
            KAFKA_SASL_JAAS_CONFIG_FILE | hunter2
            KAFKA_SASL_JAAS_CONFIG     | org.example.Login required password="ab"hunter2";
            STREAMS_CONSUMER_SASL_JAAS_CONFIG | org.example.Login required password=hunter2
            STREAMS_PRODUCER_PASSWORD_SERIALIZER_TOKEN_FILE | hunter2
            """)
    void shouldNeverShowTheValueOfASecret(String key, String value) {
        assertThat(SettingsReader.read(Map.of(key, value), Optional.empty()).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void shouldNotShowSecretsAmongTheSettings() {
        SettingsReading reading = SettingsReader.read(
                Map.of(
                        "PEER_SECRET", "hunter2",
                        "ROCKETCHAT_WEBHOOK_TOKEN", "hunter2",
                        "KAFKA_SASL_JAAS_CONFIG", "org.example.Login required password=\"hunter2\";",
                        "KAFKA_WHATEVER_TOKEN", "hunter2",
                        "STREAMS_SSL_KEY_PASSWORD", "hunter2"),
                Optional.empty());

        assertThat(reading.toString()).doesNotContain("hunter2").contains("sasl.jaas.config");
        assertThat(((Accepted) reading).settings().application().peerSecret()).contains(new Secret("hunter2"));
    }

    @Test
    void shouldLetTheEnvironmentWinOverTheFile() throws IOException {
        Path file = properties("HTTP_PORT=8081\nHTTP_HOST=0.0.0.0\nKAFKA_CLIENT_ID=file\nPEER_SECRET=file\n");
        Path secret = Files.writeString(folder.resolve("secret"), "environment\n");
        Map<String, String> environment =
                Map.of("HTTP_PORT", "8082", "KAFKA_CLIENT_ID", "environment", "PEER_SECRET_FILE", secret.toString());

        Settings settings = ((Accepted) SettingsReader.read(environment, Optional.of(file))).settings();

        assertThat(settings.http().port()).isEqualTo(8082);
        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.kafka().clientProperties()).isEqualTo(Map.of("client.id", "environment"));
        assertThat(settings.application().peerSecret()).contains(new Secret("environment"));
    }

    @Test
    void shouldLetAnEmptyVariableGiveWayToTheFile() throws IOException {
        Path file = properties("HTTP_PORT=8081\n");

        assertThat(SettingsReader.read(Map.of("HTTP_PORT", ""), Optional.of(file)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted ->
                                assertThat(accepted.settings().http().port()).isEqualTo(8081));
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        assertThat(refused(Map.of(), folder.resolve("absent")).mistakes())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).startsWith("--config takes"));
    }

    @Test
    void shouldReadValuesFromFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret \r\n");
        Path jaas = Files.writeString(folder.resolve("jaas"), "org.example.Login required;\n");
        Path threads = Files.writeString(folder.resolve("threads"), "3\n");

        Settings settings = accepted(Map.of(
                "PEER_SECRET_FILE", secret.toString(),
                "KAFKA_SASL_JAAS_CONFIG_FILE", jaas.toString(),
                "STREAMS_NUM_STREAM_THREADS_FILE", threads.toString()));

        assertThat(settings.application().peerSecret()).contains(new Secret("s3cret "));
        assertThat(settings.kafka().allStreamsProperties())
                .isEqualTo(Map.of("sasl.jaas.config", "org.example.Login required;", "num.stream.threads", "3"));
    }

    @Test
    void shouldCheckTheValueThatAFileHolds() throws IOException {
        Path threads = Files.writeString(folder.resolve("threads"), "three\n");

        assertThat(mistakes(Map.of("STREAMS_NUM_STREAM_THREADS_FILE", threads.toString())))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("STREAMS_NUM_STREAM_THREADS takes"));
    }

    @ParameterizedTest
    @CsvSource({
        "PEER_SECRET",
        "ROCKETCHAT_WEBHOOK_TOKEN",
        "KAFKA_SSL_KEYSTORE_PASSWORD",
        "STREAMS_SSL_KEY_PASSWORD",
        "KAFKA_BOOTSTRAP_SERVERS"
    })
    void shouldRefuseAValueGivenInBothForms(String key) throws IOException {
        Path file = Files.writeString(folder.resolve("value"), "kafka:9092");

        assertThat(mistakes(Map.of(key, "kafka:9092", key + "_FILE", file.toString())))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("not both"));
    }

    @Test
    void shouldWarnAboutWhatKubernetesInjectsAndGoOn() {
        SettingsReading reading = SettingsReader.read(
                Map.of(
                        "KAFKA_SERVICE_HOST", "10.0.0.1",
                        "KAFKA_PORT", "tcp://10.0.0.1:9092",
                        "KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1",
                        "KAFKA_LOG_FILE", "/not/there",
                        "STREAMS_NUM_STREAM_THREAD", "2"),
                Optional.empty());

        assertThat(reading).isInstanceOf(Accepted.class);
        assertThat(reading.warnings()).hasSize(5).noneMatch(warning -> warning.contains("10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "processing.guarantee",
        "group.protocol",
        "application.id",
        "application.server",
        "state.dir",
        "bootstrap.servers",
        "bootstrap.controllers",
        "group.id",
        "transactional.id",
        "transaction.two.phase.commit.enable",
        "enable.idempotence",
        "acks",
        "isolation.level",
        "enable.auto.commit",
        "auto.offset.reset",
        "partitioner.class",
        "partitioner.ignore.keys",
        "key.serializer",
        "value.serializer",
        "key.deserializer",
        "value.deserializer",
        "default.key.serde",
        "default.value.serde",
        "default.list.key.serde.inner",
        "windowed.inner.class.serde",
        "default.timestamp.extractor",
        "deserialization.exception.handler",
        "default.deserialization.exception.handler",
        "production.exception.handler",
        "processing.exception.handler",
        "processing.exception.handler.global.enabled",
        "errors.dead.letter.queue.topic.name",
        "default.client.supplier",
        "rocksdb.config.setter",
        "default.dsl.store",
        "dsl.store.suppliers.class",
        "dsl.store.format",
        "topic.cleanup.policy"
    })
    void shouldRefuseWhatWouldBreakAPromise(String property) {
        String key = property.toUpperCase(Locale.ROOT).replace('.', '_');
        for (String prefix : List.of("STREAMS_", "STREAMS_MAIN_CONSUMER_", "KAFKA_CONSUMER_", "STREAMS_PRODUCER_")) {
            if (!property.startsWith("topic.") || prefix.equals("STREAMS_")) {
                assertThat(mistakes(Map.of(prefix + key, "x")))
                        .singleElement()
                        .satisfies(mistake ->
                                assertThat(mistake.message()).startsWith(prefix + key + " takes no value here: "));
            }
        }
    }

    @Test
    void shouldPassPropertiesOnToTheirReceivers() {
        KafkaSettings kafka = accepted(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "KAFKA_SECURITY_PROTOCOL", "SSL",
                        "KAFKA_CLIENT_ID", "all",
                        "STREAMS_CLIENT_ID", "streams",
                        "STREAMS_MAIN_CONSUMER_MAX_POLL_RECORDS", "500",
                        "TOPIC_REPLICATION_FACTOR", "3"))
                .kafka();

        assertThat(kafka.clientBootstrapServers()).isEqualTo("kafka:9092");
        assertThat(kafka.clientProperties()).isEqualTo(Map.of("security.protocol", "SSL", "client.id", "all"));
        assertThat(kafka.allStreamsProperties())
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "client.id", "streams",
                        "main.consumer.max.poll.records", "500"));
    }

    private static Settings accepted(Map<String, String> environment) {
        SettingsReading reading = SettingsReader.read(environment, Optional.empty());
        assertThat(reading).isInstanceOf(Accepted.class);
        return ((Accepted) reading).settings();
    }

    private static List<Mistake> mistakes(Map<String, String> environment) {
        SettingsReading reading = SettingsReader.read(environment, Optional.empty());
        assertThat(reading).isInstanceOf(Refused.class);
        return ((Refused) reading).mistakes();
    }

    private static Refused refused(Map<String, String> environment, Path file) {
        return (Refused) SettingsReader.read(environment, Optional.of(file));
    }

    private Path properties(String text) throws IOException {
        return Files.writeString(folder.resolve("livechat.properties"), text);
    }
}
