package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatExports;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One workspace by all three ways, through Kafka and HTTP: its webhooks into one application, an export of its documents into
 * another, a connector's records into a third. Each answers exactly what can be known from its source; what one sees and
 * another does not is what {@code docs/connect-rocketchat.md} says; and all of them into one application know what any knows.
 */
class RocketChatSourcesIT {
    private static final String TOKEN = "the secret token of Rocket.Chat's settings";
    private static final int MESSAGES = 300;
    private static final ChangeStreamForm FORM = ChangeStreamForm.MONGODB;

    /** The time of an assignment is the one thing beside deletions that sources see otherwise. */
    private static final List<String> ALL_BUT_REACTION = NaiveCharts.chartNames().stream()
            .filter(chart -> !chart.equals("Avg_reaction_time"))
            .toList();

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void eachGivesTheChartsOfWhatItSeesAndTheyDifferByWhatIsDocumented() throws Exception {
        ExportFiles workspace = ExportFiles.write(folder, 1, RocketChatTraits.ALL, MESSAGES);
        try (Application told = Application.start("told", false);
                Application imported = Application.start("imported", false);
                Application streamed = Application.start("streamed", true)) {
            told.takeWebhooks(workspace);
            imported.takeExport(workspace);
            streamed.takeChanges(workspace);

            told.assertExact(NaiveRocketChat.ofWebhooks(workspace.histories()));
            imported.assertExact(NaiveRocketChat.ofDocuments(workspace.histories()));
            streamed.assertExact(NaiveRocketChat.ofChanges(changes(workspace), FORM.hasPreImages()));
            // No webhook tells of a deletion: what was deleted stays counted.
            told.assertAnswers(
                    NaiveRocketChat.ofDocuments(workspace.histories().map(RocketChatExports::withoutDeletions)),
                    ALL_BUT_REACTION);
            // A change stream saw the words that are gone from the database, and the answers that they decided.
            streamed.assertAnswers(
                    NaiveRocketChat.ofDocuments(workspace.histories().map(RocketChatExports::keepingDeletedMessages)),
                    ALL_BUT_REACTION);
        }
    }

    @Test
    void allAgreeWhereEachSeesAll() throws Exception {
        ExportFiles workspace = ExportFiles.write(folder, 2, RocketChatTraits.SEEN_BY_ALL, MESSAGES);
        NaiveCharts expected = NaiveRocketChat.ofDocuments(workspace.histories());
        try (Application told = Application.start("told-plainly", false);
                Application imported = Application.start("imported-plainly", false);
                Application streamed = Application.start("streamed-plainly", true)) {
            told.takeWebhooks(workspace);
            imported.takeExport(workspace);
            streamed.takeChanges(workspace);

            told.assertExact(expected);
            imported.assertExact(expected);
            streamed.assertExact(expected);
        }
    }

    @Test
    void allTogetherKnowWhatAnyKnows() throws Exception {
        ExportFiles workspace = ExportFiles.write(folder, 3, RocketChatTraits.ALL, MESSAGES);
        try (Application all = Application.start("all", true)) {
            all.takeChanges(workspace);
            all.takeWebhooks(workspace);
            all.takeExport(workspace);

            LedgerMetricsText ledger = all.assertExact(NaiveRocketChat.ofAllSources(workspace.histories()));
            assertThat(ledger.total("duplicate")).isPositive();
        }
    }

    private static List<RocketChatChange> changes(ExportFiles workspace) {
        return workspace
                .histories()
                .flatMap(history -> history.changes().stream())
                .toList();
    }

    /** An instance that takes webhooks and may read a connector's topics, on topics of events of its own. */
    private record Application(EventTopics topics, ChangeStreamTopics sources, InstanceInJvm instance)
            implements AutoCloseable {
        static Application start(String name, boolean readsChanges) throws Exception {
            EventTopics topics = EventTopics.named(broker.bootstrapServers(), name);
            ChangeStreamTopics sources = ChangeStreamTopics.create(broker.bootstrapServers(), name);
            Map<String, String> environment = new HashMap<>(topics.environment());
            if (readsChanges) {
                environment.putAll(sources.environment());
            }
            environment.put("APPLICATION_ID", name);
            environment.put("TOPIC_PARTITIONS", "2");
            environment.put("ROCKETCHAT_WEBHOOK_TOKEN", TOKEN);
            return new Application(
                    topics,
                    sources,
                    InstanceInJvm.start(InstanceFolder.in(folder.resolve(name)).environment(environment)));
        }

        void takeWebhooks(ExportFiles workspace) {
            for (RocketChatHistory history : workspace.histories().toList()) {
                for (Map<String, Object> webhook : history.webhooks()) {
                    HttpResponse<String> answer = instance.api()
                            .post(
                                    "/api/v1/sources/rocketchat/webhook",
                                    MongoJson.JAVASCRIPT.write(webhook),
                                    "X-RocketChat-Livechat-Token",
                                    TOKEN);
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                }
            }
        }

        void takeExport(ExportFiles workspace) throws Exception {
            Command command =
                    Command.run(folder, topics.environment(), workspace.arguments(folder.resolve("rejects.jsonl")));
            assertThat(command.status()).as(command.err()).isZero();
        }

        /** Returns when the events of all are in the topics. */
        void takeChanges(ExportFiles workspace) throws Exception {
            try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("linger.ms", 5))) {
                instance.api()
                        .awaitRecords(sources.send(producer, FORM, ChangeStreamTopics.repeating(changes(workspace))));
            }
        }

        LedgerMetricsText assertExact(NaiveCharts expected) {
            List<ConsumerRecord<byte[], byte[]>> records = topics.read(topics.conversations());
            records.addAll(topics.read(topics.messages()));
            LedgerMetricsText ledger = instance.api().awaitRecords(records.size());
            assertThat(ledger.total()).isEqualTo(records.size());
            assertThat(ledger.total("dead-lettered")).isZero();
            assertAnswers(expected, NaiveCharts.chartNames());
            assertThat(records)
                    .isNotEmpty()
                    .noneMatch(record -> record.value() != null
                            && new String(record.value(), UTF_8).contains(RocketChatHistory.PRIVATE));
            return ledger;
        }

        void assertAnswers(NaiveCharts expected, List<String> charts) {
            WorkspaceCharts.assertAnswered(instance.api(), expected, charts);
        }

        @Override
        public void close() {
            instance.close();
        }
    }
}
