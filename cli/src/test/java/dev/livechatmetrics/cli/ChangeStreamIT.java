package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import dev.livechatmetrics.testkit.RocketChatChanges;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Change streams as each connector writes them, through Kafka and HTTP: exactly the charts of what they tell. */
class ChangeStreamIT {
    private static final int CONVERSATIONS = 40;
    private static final int PARTITIONS = 3;

    @TempDir
    private static Path brokerFolder;

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = EmbeddedBroker.start(brokerFolder, 0);
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ChangeStreamForm.class,
            names = {"DEBEZIUM_WITH_SCHEMAS", "MONGODB"})
    void shouldGiveTheChartsOfWhatTheConnectorTells(ChangeStreamForm form) throws Exception {
        List<RocketChatChange> changes = RocketChatChanges.seen(
                RocketChatHistory.of(1, CONVERSATIONS, RocketChatTraits.ALL).changes(), new Random(1));
        Sources sources = Sources.create(form.name());
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), form.name());
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", form.name());
        environment.put("SOURCE_TOPIC_ROOMS", sources.rooms());
        environment.put("SOURCE_TOPIC_MESSAGES", sources.messages());
        try (InstanceInJvm instance =
                InstanceInJvm.start(InstanceFolder.in(folder).environment(environment))) {
            long events = sources.send(topics, form, changes);

            LedgerMetricsText ledger = instance.api().awaitRecords(events);

            assertThat(ledger.total()).isEqualTo(events);
            assertThat(ledger.total("dead-lettered")).isZero();
            WorkspaceCharts.assertAnswered(instance.api(), NaiveRocketChat.ofChanges(changes, form.hasPreImages()));
            assertBrokenOneIsADeadLetter(sources, topics, instance.api());
        }
        for (String topic : List.of(topics.conversations(), topics.messages())) {
            assertThat(topics.read(topic))
                    .isNotEmpty()
                    .noneMatch(record -> record.value() != null
                            && new String(record.value(), UTF_8).contains(RocketChatHistory.PRIVATE));
        }
    }

    private static void assertBrokenOneIsADeadLetter(Sources sources, EventTopics topics, Api api) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of())) {
            producer.send(new ProducerRecord<>(sources.rooms(), null, "no change".getBytes(UTF_8)))
                    .get();
        }
        List<ConsumerRecord<byte[], byte[]>> dead = topics.awaitDeadLetters(1);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(new String(letter.value(), UTF_8)).isEqualTo("no change");
            assertThat(new String(
                            letter.headers().lastHeader("livechat.error.reason").value(), UTF_8))
                    .isEqualTo("not-a-change: is not JSON, near byte 1");
            assertThat(new String(
                            letter.headers().lastHeader("livechat.error.topic").value(), UTF_8))
                    .isEqualTo(sources.rooms());
        });
        assertThat(api.get("/metrics").body().lines())
                .anyMatch(line -> line.startsWith("livechat_source_records_total{outcome=\"mapped\",reason=\"events\","
                        + "topic=\"" + sources.messages() + "\"}"))
                .contains("livechat_source_records_total{outcome=\"dead-lettered\",reason=\"not-a-change\",topic=\""
                        + sources.rooms() + "\"} 1.0");
    }

    /** The connector's two topics. */
    private record Sources(String rooms, String messages) {
        static Sources create(String prefix) throws Exception {
            Sources sources = new Sources(prefix + ".rocketchat_room", prefix + ".rocketchat_message");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(List.of(
                                new NewTopic(sources.rooms, PARTITIONS, (short) 1),
                                new NewTopic(sources.messages, PARTITIONS, (short) 1)))
                        .all()
                        .get();
            }
            return sources;
        }

        /** Sends every tenth change again; returns how many events and tombstones that makes. */
        long send(EventTopics topics, ChangeStreamForm form, List<RocketChatChange> changes)
                throws ExecutionException, InterruptedException {
            List<RocketChatChange> delivered = new ArrayList<>(changes);
            for (int i = 0; i < changes.size(); i += 10) {
                delivered.add(changes.get(i));
            }
            long events = 0;
            List<Future<?>> sent = new ArrayList<>();
            try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("linger.ms", 5))) {
                for (RocketChatChange change : delivered) {
                    boolean ofRoom = change.collection() == Collection.ROOM;
                    for (ChangeStreamForm.Written record : form.records(change, MongoJson.CANONICAL)) {
                        sent.add(producer.send(
                                new ProducerRecord<>(ofRoom ? rooms : messages, record.key(), record.value())));
                        events += events(
                                ofRoom
                                        ? RocketChat.roomChange(record.key(), record.value())
                                        : RocketChat.messageChange(record.key(), record.value()));
                    }
                }
            }
            for (Future<?> acknowledged : sent) {
                acknowledged.get();
            }
            return events;
        }

        private static int events(Mapped mapped) {
            if (mapped instanceof Mapped.Events made) {
                return made.events().size();
            }
            return mapped instanceof Mapped.Removed ? 1 : 0;
        }
    }
}
