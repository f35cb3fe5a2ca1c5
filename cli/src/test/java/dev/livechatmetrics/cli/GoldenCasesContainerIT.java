package dev.livechatmetrics.cli;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.kafka.KafkaContainer;

/** The golden cases on Kafka as its project ships it; skipped where there is no Docker. */
@ExtendWith(DockerRequired.class)
class GoldenCasesContainerIT extends GoldenCasesContract {
    static final String IMAGE = "apache/kafka:4.3.1";

    private static KafkaContainer broker;

    @BeforeAll
    static void startBroker() {
        broker = new KafkaContainer(IMAGE);
        broker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.stop();
    }

    @Override
    String bootstrapServers() {
        return broker.getBootstrapServers();
    }
}
