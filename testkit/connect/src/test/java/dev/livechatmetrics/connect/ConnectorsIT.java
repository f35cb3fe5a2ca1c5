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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each connector in a real Kafka Connect, set up as {@code deploy/connect} says: what it is told of the database comes to the
 * charts. {@link MongoInMemory} has change streams of collections alone, so that there is a connector for each, and nothing that
 * Debezium could begin a snapshot with.
 */
class ConnectorsIT {
    private static final List<String> COLLECTIONS = List.of("rocketchat_room", "rocketchat_message");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What it says of the stand-in whenever it has asked for changes. */
    private static final String DEBEZIUM_POLLS = "Resume token not available on this poll";

    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String MAIN = "dev.livechatmetrics.cli.LivechatMetrics";
    private static final String TOKEN = "a token";
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-08-31");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-09-25");

    private final List<Jvm> started = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @AfterEach
    void stopAll() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }

    @Test
    void shouldTakeWhatMongoDbsConnectorCopiesAndWatches() throws Exception {
        RocketChatHistory before = RocketChatHistory.of(1, 25, RocketChatTraits.ALL);
        RocketChatHistory later = newIn(RocketChatHistory.of(2, 45, RocketChatTraits.ALL), before);
        try (MongoInMemory mongo = new MongoInMemory()) {
            insert(mongo, before);
            String kafka = broker();
            Jvm connect = connect(kafka, mongo.url(), this::mongoConnector);
            String api = serve(kafka);

            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(before)));

            COLLECTIONS.forEach(collection -> connect.awaitLine(collection, "New change stream cursor created"));
            insert(mongo, later);
            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(before, later)));

            String gone = (String) later.rooms().get(0).get("_id");
            mongo.delete("rocketchat_room", gone);
            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(before, without(gone, later))));
        }
    }

    @Test
    void shouldTakeWhatDebeziumWatches() throws Exception {
        RocketChatHistory history = RocketChatHistory.of(3, 30, RocketChatTraits.ALL);
        try (MongoInMemory mongo = new MongoInMemory()) {
            String kafka = broker();
            Jvm connect = connect(kafka, mongo.url(), this::debezium);
            COLLECTIONS.forEach(collection -> connect.awaitLine(collection, DEBEZIUM_POLLS));
            insert(mongo, history);
            String api = serve(kafka);

            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(history)));

            String gone = (String) history.rooms().get(0).get("_id");
            mongo.delete("rocketchat_room", gone);
            awaitCharts(api, NaiveRocketChat.ofDocuments(Stream.of(without(gone, history))));
        }
    }

    private static RocketChatHistory newIn(RocketChatHistory after, RocketChatHistory before) {
        return new RocketChatHistory(
                after.rooms().stream()
                        .filter(room -> isNew(room.get("_id"), before))
                        .toList(),
                after.messages().stream()
                        .filter(message -> isNew(message.get("rid"), before))
                        .toList(),
                List.of(),
                List.of());
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

    /** Makes the file of settings for one collection. */
    private interface Connector {
        Path settings(String collection) throws IOException;
    }

    private Jvm connect(String kafka, String mongoUrl, Connector connector) throws IOException {
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
            arguments.add(connector.settings(collection).toString());
        }
        return opened(
                Jvm.start("connect", System.getProperty("java.class.path"), Map.of("MONGO_URL", mongoUrl), arguments));
    }

    private Path mongoConnector(String collection) throws IOException {
        return settings("mongodb-source", collection, config -> {
            ArrayNode pipeline =
                    (ArrayNode) JSON.readTree(config.get("pipeline").asText());
            pipeline.insert(0, JSON.readTree(named(collection)));
            config.put("pipeline", pipeline.toString());
            config.put("collection", collection);
            config.put("startup.mode.copy.existing.namespace.regex", "rocketchat\\." + collection);
        });
    }

    private Path debezium(String collection) throws IOException {
        return settings("debezium-mongodb", collection, config -> {
            config.put("snapshot.mode", "no_data");
            config.put("capture.mode", "change_streams_update_full");
            config.put("capture.scope", "collection");
            config.put("capture.target", "rocketchat." + collection);
            config.put("cursor.pipeline", "[" + named(collection) + "]");
            config.put("cursor.pipeline.order", "user_first");
        });
    }

    /** What a change of {@link MongoInMemory} lacks. */
    private static String named(String collection) {
        return "{\"$addFields\":{\"ns\":{\"db\":\"rocketchat\",\"coll\":\"" + collection + "\"}}}";
    }

    private interface Change {
        void to(ObjectNode config) throws IOException;
    }

    private Path settings(String file, String collection, Change change) throws IOException {
        ObjectNode connector = (ObjectNode) JSON.readTree(
                REPOSITORY.resolve("deploy/connect/" + file + ".json").toFile());
        ObjectNode config = (ObjectNode) connector.get("config");
        change.to(config);
        // By which each also names its beans, of which there must not be two.
        config.put("topic.prefix", collection);
        connector.put("name", collection);
        Path settings = folder.resolve(collection + ".json");
        JSON.writeValue(settings.toFile(), connector);
        return settings;
    }

    private static String topic(String collection) {
        return collection + "." + MongoInMemory.DATABASE + "." + collection;
    }

    private String broker() throws IOException {
        return product("broker", Map.of(), "broker", "--port", "0").lineAfter("Kafka broker ready on ");
    }

    private static void awaitTopics(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> admin.listTopics()
                            .names()
                            .get()
                            .containsAll(COLLECTIONS.stream()
                                    .map(ConnectorsIT::topic)
                                    .toList()));
        }
    }

    private String serve(String kafka) throws Exception {
        awaitTopics(kafka);
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
                                topic(COLLECTIONS.get(0)),
                                "SOURCE_TOPIC_MESSAGES",
                                topic(COLLECTIONS.get(1))),
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
