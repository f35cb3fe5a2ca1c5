package dev.livechatmetrics.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The golden cases on Kafka as its project ships it; skipped where there is no Docker. */
class GoldenCasesContainerIT extends GoldenCasesContract {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final String SKIPPED =
            "Docker is not available: the golden cases are not run on " + IMAGE + ", only on the embedded broker.";

    private static KafkaContainer broker;

    @BeforeAll
    static void startBroker() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            System.out.println(SKIPPED);
            assumeTrue(false, SKIPPED);
        }
        broker = new KafkaContainer(IMAGE);
        broker.start();
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.stop();
        }
    }

    @Override
    String bootstrapServers() {
        return broker.getBootstrapServers();
    }
}
