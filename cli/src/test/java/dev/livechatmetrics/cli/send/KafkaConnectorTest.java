package dev.livechatmetrics.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

class KafkaConnectorTest {
    @Test
    void shouldSayHowToStartTheServiceWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(new KafkaConnector(500).obstacle(to("127.0.0.1:" + port)))
                .hasValueSatisfying(
                        obstacle -> assertThat(obstacle).contains("127.0.0.1:" + port, "./livechat-metrics serve"));
    }

    @Test
    void shouldSayWhatIsWrongWithAnAddress() {
        assertThat(new KafkaConnector(500).obstacle(to("no port")))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).startsWith("Kafka at no port cannot be used"));
    }

    @Test
    void shouldNotQuoteWhatKafkaSaysOfAPassword() {
        Destination destination = new Destination(
                Map.of(
                        "bootstrap.servers", "127.0.0.1:9",
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", "Login required password=\"ab\"hunter2\";"),
                "c",
                "m",
                "d");

        assertThat(new KafkaConnector(500).obstacle(destination))
                .hasValueSatisfying(obstacle ->
                        assertThat(obstacle).contains("KAFKA_SASL_JAAS_CONFIG").doesNotContain("hunter2"));
    }

    @Test
    void shouldLetSpeedBeTunedAndTheGuaranteesNot() {
        Map<String, Object> properties = KafkaConnector.producerProperties(new Destination(
                Map.of("bootstrap.servers", "here:9092", "linger.ms", "5", "acks", "0", "enable.idempotence", "false"),
                "c",
                "m",
                "d"));
        assertThat(properties)
                .containsEntry("bootstrap.servers", "here:9092")
                .containsEntry("linger.ms", "5")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void shouldReadWhatIsCommittedAndLeaveNoTrace() {
        Destination destination = new Destination(
                Map.of(
                        "bootstrap.servers", "127.0.0.1:9",
                        "group.id", "someone's",
                        "isolation.level", "read_uncommitted",
                        "max.poll.records", "5"),
                "c",
                "m",
                "d");
        assertThat(KafkaConnector.consumerProperties(destination))
                .doesNotContainKey("group.id")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("allow.auto.create.topics", false)
                .containsEntry("max.poll.records", "5");
        try (var consumer = new KafkaConnector().consumer(destination)) {
            assertThat(consumer).isInstanceOf(KafkaConsumer.class);
        }
    }

    @Test
    void shouldConfigureAProducerThatKafkaAccepts() {
        try (var producer = new KafkaConnector().producer(to("127.0.0.1:9"))) {
            assertThat(producer).isInstanceOf(KafkaProducer.class);
        }
    }

    private static Destination to(String bootstrapServers) {
        return new Destination(Map.of("bootstrap.servers", bootstrapServers), "c", "m", "d");
    }
}
