package dev.livechatmetrics.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MongoDB's own connector in a real Kafka Connect, set up as {@code deploy/connect} says: what was in the database, what is
 * inserted and what is deleted comes to the charts. But for its settings of the collection: {@link MongoInMemory} has change
 * streams of collections alone, so that there is a connector for each.
 */
class MongoConnectorIT {
    private static final List<String> COLLECTIONS = List.of("rocketchat_room", "rocketchat_message");
    private static final String TOPIC_PREFIX = "rocketchat." + MongoInMemory.DATABASE + ".";
    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String MAIN = "dev.livechatmetrics.cli.LivechatMetrics";
    private static final String TOKEN = "a token";
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-08-31");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-09-25");

    private final List<AutoCloseable> started = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheChartsOfWhatIsInTheDatabase() throws Exception {
        RocketChatHistory before = RocketChatHistory.of(1, 25, RocketChatTraits.ALL);
        RocketChatHistory after = RocketChatHistory.of(2, 45, RocketChatTraits.ALL);
        RocketChatHistory later = new RocketChatHistory(
                after.rooms().stream()
                        .filter(room -> isNew(room.get("_id"), before))
                        .toList(),
                after.messages().stream()
                        .filter(message -> isNew(message.get("rid"), before))
                        .toList(),
                List.of(),
                List.of());
        try (MongoInMemory mongo = new MongoInMemory()) {
            insert(mongo, before);
            String kafka = product("broker", Map.of(), "broker", "--port", "0").lineAfter("Kafka broker ready on ");
            Jvm connect = connect(kafka, mongo.url());
            awaitTopics(kafka);
            String api = serve(kafka);

            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(before)));

            connect.awaitWords("New change stream cursor created", COLLECTIONS.size());
            insert(mongo, later);
            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(before, later)));

            String gone = (String) later.rooms().get(0).get("_id");
            mongo.delete("rocketchat_room", gone);
            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(before, without(gone, later))));
        } finally {
            for (int i = started.size() - 1; i >= 0; i--) {
                started.get(i).close();
            }
        }
    }

    private static boolean isNew(Object room, RocketChatHistory before) {
        return before.rooms().stream().noneMatch(each -> Objects.equals(each.get("_id"), room))
                && before.messages().stream().noneMatch(each -> Objects.equals(each.get("rid"), room));
    }

    private static RocketChatHistory without(String room, RocketChatHistory history) {
        return new RocketChatHistory(
                history.rooms().stream()
                        .filter(each -> !each.get("_id").equals(room))
                        .toList(),
                history.messages(),
                List.of(),
                List.of());
    }

    private static void insert(MongoInMemory mongo, RocketChatHistory history) {
        history.rooms().forEach(room -> mongo.insert("rocketchat_room", MongoJson.CANONICAL.write(room)));
        history.messages().forEach(message -> mongo.insert("rocketchat_message", MongoJson.CANONICAL.write(message)));
    }

    private Jvm connect(String kafka, String mongoUrl) throws IOException {
        Path worker = Files.write(
                folder.resolve("worker.properties"),
                List.of(
                        "bootstrap.servers=" + kafka,
                        "key.converter=org.apache.kafka.connect.json.JsonConverter",
                        "value.converter=org.apache.kafka.connect.json.JsonConverter",
                        "offset.storage.file.filename=" + folder.resolve("offsets"),
                        "listeners=http://127.0.0.1:0",
                        "config.providers=env",
                        "config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider"));
        List<String> arguments = new ArrayList<>(List.of(ConnectStandalone.class.getName(), worker.toString()));
        for (String collection : COLLECTIONS) {
            arguments.add(connector(collection).toString());
        }
        return opened(
                Jvm.start("connect", System.getProperty("java.class.path"), Map.of("MONGO_URL", mongoUrl), arguments));
    }

    private Path connector(String collection) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode connector = (ObjectNode) json.readTree(
                REPOSITORY.resolve("deploy/connect/mongodb-source.json").toFile());
        ObjectNode config = (ObjectNode) connector.get("config");
        ArrayNode pipeline = (ArrayNode) json.readTree(config.get("pipeline").asText());
        pipeline.insert(
                0, json.readTree("{\"$addFields\":{\"ns\":{\"db\":\"rocketchat\",\"coll\":\"" + collection + "\"}}}"));
        config.put("pipeline", pipeline.toString());
        config.put("collection", collection);
        config.put("startup.mode.copy.existing.namespace.regex", "rocketchat\\." + collection);
        connector.put("name", collection);
        Path file = folder.resolve(collection + ".json");
        json.writeValue(file.toFile(), connector);
        return file;
    }

    private static void awaitTopics(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> admin.listTopics()
                            .names()
                            .get()
                            .containsAll(COLLECTIONS.stream()
                                    .map(collection -> TOPIC_PREFIX + collection)
                                    .toList()));
        }
    }

    private String serve(String kafka) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
        Path users = Files.writeString(
                folder.resolve("users.json"),
                "{\"users\":[{\"userId\":\"tester\",\"hashedToken\":\""
                        + Base64.getEncoder().encodeToString(hash)
                        + "\",\"permissions\":[\"view-livechat-manager\"]}]}");
        return product(
                        "serve",
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                kafka,
                                "AUTH_USERS_FILE",
                                users.toString(),
                                "HTTP_PORT",
                                "0",
                                "SOURCE_TOPIC_ROOMS",
                                TOPIC_PREFIX + COLLECTIONS.get(0),
                                "SOURCE_TOPIC_MESSAGES",
                                TOPIC_PREFIX + COLLECTIONS.get(1)),
                        "serve")
                .lineAfter("API: ");
    }

    /** As the launcher runs it. */
    private Jvm product(String name, Map<String, String> environment, String... arguments) throws IOException {
        Path target = REPOSITORY.resolve("cli/target");
        Map<String, String> all = new HashMap<>(environment);
        all.put("DATA_DIR", folder.resolve(name).toString());
        List<String> command = new ArrayList<>(List.of(MAIN));
        command.addAll(List.of(arguments));
        return opened(Jvm.start(name, target.resolve("classes") + ":" + target.resolve("lib") + "/*", all, command));
    }

    private Jvm opened(Jvm jvm) {
        started.add(jvm);
        return jvm;
    }

    private void awaitCharts(String api, NaiveCharts expected) {
        List<String> departments = new ArrayList<>(RocketChatHistory.departments());
        departments.add(null);
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            for (String chart : NaiveCharts.chartNames()) {
                for (String department : departments) {
                    assertThat(chart(api, chart, department))
                            .as("%s of %s", chart, department)
                            .isEqualTo(expected.chart(chart, FIRST_DAY, LAST_DAY, department, ZoneOffset.UTC)
                                    .body());
                }
            }
        });
    }

    private String chart(String api, String chart, String department) throws IOException, InterruptedException {
        String query = "?chartName=" + chart + "&start=" + FIRST_DAY + "&end=" + LAST_DAY
                + (department == null ? "" : "&departmentId=" + department);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api + "/api/v1/livechat/analytics/dashboards/charts-data" + query))
                .headers("X-User-Id", "tester", "X-Auth-Token", TOKEN)
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
