package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One workspace through both sources, Kafka and HTTP: its webhooks into one instance, an export of its documents into
 * another. Each answers exactly what can be known from its source; of a workspace that hides nothing both answer the same.
 */
class RocketChatSourcesIT {
    private static final String TOKEN = "the secret token of Rocket.Chat's settings";
    private static final int MESSAGES = 500;

    @TempDir
    private Path folder;

    @Test
    void eachSourceGivesTheChartsOfWhatItSeesAndBothAgreeWhereEachSeesAll() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            ExportFiles awkward = ExportFiles.write(folder, 1, RocketChatTraits.ALL, MESSAGES);
            NaiveCharts documents = NaiveRocketChat.ofDocuments(awkward.histories());
            NaiveCharts webhooks = NaiveRocketChat.ofWebhooks(awkward.histories());
            assertAnswers(broker, "awkward", awkward, documents, webhooks);

            ExportFiles plain = ExportFiles.write(folder, 2, RocketChatTraits.SEEN_BY_ALL, MESSAGES);
            NaiveCharts both = NaiveRocketChat.ofDocuments(plain.histories());
            assertAnswers(broker, "plain", plain, both, both);
        }
    }

    private void assertAnswers(
            EmbeddedBroker broker, String name, ExportFiles files, NaiveCharts documents, NaiveCharts webhooks)
            throws Exception {
        EventTopics imported = EventTopics.named(broker.bootstrapServers(), name + "-imported");
        EventTopics told = EventTopics.named(broker.bootstrapServers(), name + "-told");
        try (InstanceInJvm importing = start(name + "-imported", imported, Map.of());
                InstanceInJvm receiving = start(name + "-told", told, Map.of("ROCKETCHAT_WEBHOOK_TOKEN", TOKEN))) {
            CommandProcess command =
                    CommandProcess.start(imported.environment(), files.arguments(folder.resolve("rejects.jsonl")));
            for (RocketChatHistory history : files.histories().toList()) {
                for (Map<String, Object> webhook : history.webhooks()) {
                    post(receiving.api(), MongoJson.JAVASCRIPT.write(webhook));
                }
            }
            assertThat(command.exitStatus()).as(command.err()).isZero();
            assertExact(importing.api(), imported, documents);
            assertExact(receiving.api(), told, webhooks);
        }
    }

    private InstanceInJvm start(String name, EventTopics topics, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("APPLICATION_ID", name);
        environment.putAll(more);
        return InstanceInJvm.start(InstanceFolder.in(folder.resolve(name)).environment(environment));
    }

    private static void post(Api api, String body) {
        HttpResponse<String> answer =
                api.post("/api/v1/sources/rocketchat/webhook", body, "X-RocketChat-Livechat-Token", TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void assertExact(Api api, EventTopics topics, NaiveCharts expected) {
        long sent = topics.sizes().values().stream().mapToLong(Long::longValue).sum();
        LedgerMetricsText ledger = api.awaitRecords(sent);
        assertThat(ledger.total("dead-lettered")).isZero();
        WorkspaceCharts.assertAnswered(api, expected);
        for (String topic : List.of(topics.conversations(), topics.messages())) {
            List<ConsumerRecord<byte[], byte[]>> records = topics.read(topic);
            assertThat(records)
                    .isNotEmpty()
                    .noneMatch(record -> new String(record.value(), UTF_8).contains(RocketChatHistory.PRIVATE));
        }
    }
}
