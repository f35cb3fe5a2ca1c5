package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatChanges;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        ChangeStreamTopics sources = ChangeStreamTopics.create(broker.bootstrapServers(), form.name());
        EventTopics topics = EventTopics.named(broker.bootstrapServers(), form.name());
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", form.name());
        environment.putAll(sources.environment());
        try (InstanceInJvm instance =
                        InstanceInJvm.start(InstanceFolder.in(folder).environment(environment));
                KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("linger.ms", 5))) {
            long events = sources.send(producer, form, ChangeStreamTopics.repeating(changes));

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

    private static void assertBrokenOneIsADeadLetter(ChangeStreamTopics sources, EventTopics topics, Api api)
            throws Exception {
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
}
