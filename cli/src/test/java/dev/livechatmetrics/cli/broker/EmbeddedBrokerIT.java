package dev.livechatmetrics.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.livechatmetrics.cli.CommandProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String READY = "Kafka broker ready on ";

    /** One kill in about ten finds a transaction half committed. */
    private static final int KILLS = Integer.getInteger("broker.kills", 2);

    @TempDir
    private Path dataDir;

    @Test
    void shouldKeepWhatItWasGivenFromRunToRunWhateverThePort() throws Exception {
        int firstPort;
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            firstPort = broker.port();
            KafkaTopic topic = new KafkaTopic(broker.bootstrapServers(), "kept");
            topic.create();
            topic.write(KafkaTopic.values(0, 100));
            topic.writeInTransaction(KafkaTopic.values(100, 200));
        }
        try (ServerSocket taken = new ServerSocket(firstPort, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            assertThat(broker.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + broker.port());
            KafkaTopic topic = new KafkaTopic(broker.bootstrapServers(), "kept");
            topic.writeInTransaction(KafkaTopic.values(200, 300));
            assertThat(topic.read()).containsExactlyInAnyOrderElementsOf(KafkaTopic.values(0, 300));
        }
    }

    @Test
    void shouldLoseNothingAcknowledgedWhenItsProcessIsKilled() throws Exception {
        Map<String, String> environment = Map.of("DATA_DIR", dataDir.toString());
        try (CommandProcess process = CommandProcess.start(environment, "broker", "--port", "0")) {
            KafkaTopic topic = new KafkaTopic(process.lineAfter(READY), "survivor");
            topic.create();
            topic.write(KafkaTopic.values(0, 5_000));
            topic.writeInTransaction(KafkaTopic.values(5_000, 6_000));
            process.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            KafkaTopic topic = new KafkaTopic(broker.bootstrapServers(), "survivor");
            // A commit is acknowledged before its markers are written: the new coordinator may still have to write
            // them.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(topic.read()).containsExactlyInAnyOrderElementsOf(KafkaTopic.values(0, 6_000)));
        }
    }

    /** Of transactions that were being committed, some have markers in a part of their partitions. */
    @Test
    void shouldCommitTransactionsWholeWhereverItsProcessIsKilled() throws Exception {
        Map<String, String> environment = Map.of("DATA_DIR", dataDir.toString());
        try (TransactionTraffic traffic = new TransactionTraffic()) {
            for (int kill = 0; kill < KILLS; kill++) {
                int before = traffic.acknowledged().size();
                try (CommandProcess process = CommandProcess.start(environment, "broker", "--port", "0")) {
                    String bootstrapServers = process.lineAfter(READY);
                    if (kill == 0) {
                        TransactionTraffic.createTopic(bootstrapServers);
                    }
                    traffic.start(bootstrapServers);
                    Awaitility.await().until(() -> traffic.acknowledged().size() >= before + 50);
                    process.kill();
                }
                traffic.join();
                assertWhole(traffic.acknowledged());
            }
        }
    }

    private void assertWhole(Set<Integer> acknowledged) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1)) // a transaction that nobody ends is aborted after 10 s
                    .until(() -> TransactionTraffic.haveAllEnded(broker.bootstrapServers()));
            List<Set<Integer>> committed = TransactionTraffic.committed(broker.bootstrapServers());
            assertThat(committed.get(0)).containsAll(acknowledged);
            assertThat(committed).allSatisfy(partition -> assertThat(partition).isEqualTo(committed.get(0)));
        }
    }

    @Test
    void shouldHoldItsFolderUntilItEndsCleanlyOnSigterm() throws Exception {
        Map<String, String> environment = Map.of("DATA_DIR", dataDir.toString(), "BROKER_PORT", "0");
        try (CommandProcess process = CommandProcess.start(environment, "broker")) {
            process.lineAfter(READY);
            assertThatExceptionOfType(BrokerStartException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(dataDir, 0).close())
                    .withMessageContaining("in use by another process")
                    .withMessageContaining("DATA_DIR");
            assertThat(process.stop()).isZero();
        }
        assertThat(dataDir.resolve("kafka/.kafka_cleanshutdown")).exists();
    }

    @Test
    void shouldRefuseAPortInUseAndLeaveTheFolderFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(BrokerStartException.class)
                    .isThrownBy(() ->
                            EmbeddedBroker.start(dataDir, taken.getLocalPort()).close())
                    .withMessageContaining("BROKER_PORT")
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            assertThat(broker.port()).isPositive();
        }
    }

    @Test
    void shouldRefuseAFolderThatCannotBe() throws Exception {
        Path file = Files.createFile(dataDir.resolve("file"));

        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> EmbeddedBroker.start(file, 0).close())
                .withMessageContaining("DATA_DIR");
    }

    @Test
    void shouldNotMakeTopicsThatNobodyAskedFor() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> admin.describeTopics(List.of("typo"))
                            .allTopicNames()
                            .get())
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(admin.listTopics(new ListTopicsOptions().listInternal(true))
                            .names()
                            .get())
                    .isEmpty();
        }
    }
}
