package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatChanges;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve} is killed twice while it makes events of change streams: every record becomes its events once, none is
 * counted twice, and the charts are exact.
 *
 * <p>{@code -Dkill.seed=N} kills at other moments of another workspace.
 */
class ChangeStreamKillIT {
    private static final long SEED = Long.getLong("kill.seed", 1);
    private static final String NAME = "killed-streams";
    private static final int CONVERSATIONS = 200;
    private static final int SLICES = 60;
    private static final int KILLS = 2;
    private static final ChangeStreamForm FORM = ChangeStreamForm.MONGODB;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private EventTopics topics;
    private ChangeStreamTopics sources;

    @Test
    void mapsEachRecordOnceWhenItIsKilledTwice() throws Exception {
        System.out.println("ChangeStreamKillIT: -Dkill.seed=" + SEED);
        List<RocketChatChange> changes = RocketChatChanges.seen(
                RocketChatHistory.of(SEED, CONVERSATIONS, RocketChatTraits.ALL).changes(), random);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            topics = EventTopics.named(broker.bootstrapServers(), NAME);
            sources = ChangeStreamTopics.create(broker.bootstrapServers(), NAME);
            List<RocketChatChange> delivered = ChangeStreamTopics.repeating(changes);
            long events = 0;
            try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("linger.ms", 1))) {
                int sent = 0;
                for (int kill = 1; kill <= KILLS; kill++) {
                    try (ServeProcess serve = start()) {
                        serve.api().awaitReady();
                        int until = kill * SLICES / (KILLS + 1) + random.nextInt(SLICES / (KILLS + 1) / 2);
                        for (; sent < until; sent++) {
                            // So that it is at work all the time, and in the middle of it when it is killed.
                            serve.api().awaitRecords(events / 2);
                            events += sources.send(producer, FORM, slice(delivered, sent));
                        }
                        serve.process().kill();
                        long unread = unread();
                        System.out.println("ChangeStreamKillIT: killed with " + unread + " records not mapped");
                        assertThat(unread).isPositive();
                    }
                }
                for (; sent < SLICES; sent++) {
                    events += sources.send(producer, FORM, slice(delivered, sent));
                }
            }
            assertExact(events, changes);
        }
    }

    private void assertExact(long events, List<RocketChatChange> changes) throws Exception {
        try (ServeProcess serve = start()) {
            Api api = serve.api();

            LedgerMetricsText ledger = api.awaitRecords(events);

            assertThat(ledger.total()).isEqualTo(events);
            assertThat(ledger.total("dead-lettered")).isZero();
            assertThat(topics.read(topics.conversations()).size()
                            + topics.read(topics.messages()).size())
                    .isEqualTo(events);
            WorkspaceCharts.assertAnswered(api, NaiveRocketChat.ofChanges(changes, FORM.hasPreImages()));
            assertThat(serve.process().stop()).isZero();
        }
    }

    private static List<RocketChatChange> slice(List<RocketChatChange> all, int number) {
        return all.subList(number * all.size() / SLICES, (number + 1) * all.size() / SLICES);
    }

    /** How many records of the connector's topics are not yet mapped in a transaction that is committed. */
    private long unread() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            admin.describeTopics(List.of(sources.rooms(), sources.messages()))
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(partition -> partitions.put(
                                    new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            long ends = admin.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
            long read =
                    admin
                            .listConsumerGroupOffsets(NAME + "-sources")
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .values()
                            .stream()
                            .mapToLong(OffsetAndMetadata::offset)
                            .sum();
            return ends - read;
        }
    }

    private ServeProcess start() throws Exception {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.putAll(sources.environment());
        environment.put("APPLICATION_ID", NAME);
        environment.put("TOPIC_PARTITIONS", "2");
        // For so long what a killed stage left open holds up who reads after it.
        environment.put("STREAMS_PRODUCER_TRANSACTION_TIMEOUT_MS", "3000");
        return ServeProcess.start(InstanceFolder.in(folder.resolve("serve")).environment(environment));
    }
}
