package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * This build goes on where earlier ones have stopped, and refuses what later ones have written. A build that changes a
 * stored format adds a fixture of its own and keeps the others:
 *
 * <pre>{@code
 * mvn verify -pl cli -am -Dquick -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dit.test=StoredStateIT#make -Dstored.make=$PWD/cli/src/test/resources/stored/NAME.zip
 * }</pre>
 */
class StoredStateIT {
    private static final long SEED = 4;
    private static final int NEWER = 99;

    @TempDir
    private Path folder;

    private CommandProcess process;

    @AfterEach
    void killWhatStillRuns() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"formats-1.zip", "formats-2.zip", "formats-3.zip", "formats-4.zip"})
    void shouldGoOnFromAStateDirectory(String fixture) throws Exception {
        InstanceFolder instance = InstanceFolder.in(folder);
        List<WireEvent> events = new StoredFixture(fixture).unpack(instance.dataDir());

        assertAnswers(instance, events);
    }

    /** Of the newest two: rows of any format are read above, and a changelog is rows. */
    @ParameterizedTest
    @ValueSource(strings = {"formats-3.zip", "formats-4.zip"})
    void shouldRestoreFromChangelogs(String fixture) throws Exception {
        InstanceFolder instance = InstanceFolder.in(folder);
        List<WireEvent> events = new StoredFixture(fixture).unpack(instance.dataDir());
        FolderTree.delete(instance.dataDir().resolve("streams"));

        assertAnswers(instance, events);
    }

    @Test
    void shouldRefuseWhatALaterBuildWrote() throws Exception {
        InstanceFolder instance = InstanceFolder.in(folder);
        new StoredFixture("formats-4.zip").unpack(instance.dataDir());
        FolderTree.delete(instance.dataDir().resolve("streams"));
        writeNewerLedger(instance);

        process = CommandProcess.start(environment(instance), "serve");

        assertThat(process.exitStatus()).isEqualTo(1);
        String lastWords = process.err();
        assertThat(lastWords.lines())
                .contains("A row of the store ledger has version " + NEWER
                        + "; this build knows versions 1 to 4. Another build"
                        + " wrote it: run that one or a later one, or have this one begin anew from the events in the"
                        + " topics, with another APPLICATION_ID.");
        assertThat(lastWords.split("A stream thread ended by a failure", -1))
                .as("threads that tried")
                .hasSizeBetween(2, 3);
    }

    private void writeNewerLedger(InstanceFolder instance) throws Exception {
        process = CommandProcess.start(environment(instance), "broker", "--port", "0");
        EventTopics topics = EventTopics.ofDefaultNames(process.lineAfter("Kafka broker ready on "));
        byte[] key = topics.conversations().getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of())) {
            for (int partition = 0; partition < 2; partition++) {
                producer.send(new ProducerRecord<>(
                                "livechat-metrics-ledger-changelog", partition, key, new byte[] {NEWER, 1, 2, 3}))
                        .get();
            }
        }
        assertThat(process.stop()).isZero();
    }

    private void assertAnswers(InstanceFolder instance, List<WireEvent> events) throws Exception {
        ServeProcess serve = ServeProcess.start(environment(instance));
        process = serve.process();
        ExpectedCharts expected = new ExpectedCharts(NaiveCharts.of(events), StoredFixture.ZONE);
        Api api = serve.api();
        expected.assertAnsweredBy(api, StoredFixture.days(events));
        expected.series().assertAnsweredBy(api, StoredFixture.days(events));
        // And counts on: what was read before comes once more, and is all known.
        LedgerMetricsText before = api.ledger();
        EventTopics topics = EventTopics.ofDefaultNames(serve.bootstrapServers());
        topics.send(events);
        LedgerMetricsText after = api.awaitRecords(before.total() + events.size());
        assertThat(after.total("applied")).isEqualTo(before.total("applied"));
        expected.assertAnsweredBy(api, StoredFixture.days(events));
        expected.series().assertAnsweredBy(api, StoredFixture.days(events));
        assertThat(process.stop()).isZero();
    }

    @Test
    @EnabledIfSystemProperty(named = "stored.make", matches = ".+")
    void make() throws Exception {
        InstanceFolder instance = InstanceFolder.in(folder);
        List<WireEvent> events = RandomWorkspace.events(SEED, 200);
        ServeProcess serve = ServeProcess.start(environment(instance));
        process = serve.process();
        Api api = serve.api();
        EventTopics.ofDefaultNames(serve.bootstrapServers()).send(events);
        api.awaitRecords(events.size());
        assertThat(process.stop()).isZero();
        StoredFixture.pack(instance.dataDir(), events, Path.of(System.getProperty("stored.make")));
    }

    private static Map<String, String> environment(InstanceFolder instance) {
        return instance.environment(Map.of("TOPIC_PARTITIONS", "2", "REPORTING_TIMEZONE", StoredFixture.ZONE.getId()));
    }
}
