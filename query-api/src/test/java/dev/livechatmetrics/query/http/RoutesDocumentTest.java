package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.livechatmetrics.query.access.Decision;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.listing.ConversationMetric;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.listing.ListedConversation;
import dev.livechatmetrics.query.series.Granularity;
import dev.livechatmetrics.query.series.SampleSeries;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.Opening;
import dev.livechatmetrics.streams.topology.OpeningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes as they are against {@code openapi.yaml}: neither may know of what the other does not. */
final class RoutesDocumentTest {
    static final List<String> CHARTS = ChartsDataEndpoint.PATHS;

    private static final JsonNode DOCUMENT = document();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void forget() {
        server.answers.reset();
    }

    @Test
    void namesEveryRouteAndNoOther() {
        Set<String> routes = new TreeSet<>(
                ApiServer.routes((userId, token) -> Decision.NOT_LOGGED_IN, server.answers, server.metrics)
                        .keySet());
        routes.addAll(ApiServer.peerRoutes(server.peers).keySet());
        routes.addAll(ApiServer.webhookRoutes(Optional.of(server.webhooks), server.metrics)
                .keySet());
        routes.add("/");
        routes.add("/api-docs/");

        assertThat(names(DOCUMENT.path("paths"))).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void namesOnlyWhatIsAnswered() {
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> assertThat(server.send(method(operation.getKey()), path.getKey())
                                        .statusCode())
                                .as("%s %s", operation.getKey(), path.getKey())
                                .isNotIn(404, 405)));
    }

    @ParameterizedTest
    @FieldSource("CHARTS")
    void asksForTheParametersOfTheCode(String path) {
        List<JsonNode> parameters = parameters(path, "query");

        assertThat(parameters.stream().map(parameter -> parameter.path("name").textValue()))
                .containsExactlyInAnyOrderElementsOf(ChartParameters.KNOWN);
        assertThat(parameters.stream()
                        .filter(parameter -> parameter.path("required").booleanValue())
                        .map(parameter -> parameter.path("name").textValue()))
                .containsExactlyElementsOf(ChartParameters.REQUIRED);
        assertThat(parameters.stream()
                        .filter(parameter -> parameter.path("allowEmptyValue").booleanValue())
                        .map(parameter -> parameter.path("name").textValue()))
                .containsExactly(ChartParameters.DEPARTMENT_ID);
        assertThat(parameters.get(0).at("/schema/enum").valueStream().map(JsonNode::textValue))
                .containsExactlyElementsOf(
                        Arrays.stream(ChartName.values()).map(ChartName::name).toList());
    }

    private static List<JsonNode> parameters(String path, String in) {
        return operation(path)
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").textValue().equals(in))
                .toList();
    }

    @ParameterizedTest
    @FieldSource("CHARTS")
    void asksForTheHeadersOfTheCode(String path) {
        assertThat(parameters(path, "header").stream()
                        .map(parameter -> parameter.path("name").textValue()))
                .containsExactly(ChartsDataEndpoint.POSITION_HEADER);
        assertThat(names(operation(path).at("/security/0")).stream()
                        .map(scheme -> DOCUMENT.at("/components/securitySchemes/" + scheme + "/name")
                                .textValue()))
                .containsExactlyInAnyOrder(Gate.USER_ID_HEADER, Gate.TOKEN_HEADER);
    }

    /** What the document lets a client send as a date, the server takes, and the other way round. */
    @ParameterizedTest
    @ValueSource(strings = {"2025-10-01", "0000-01-01", "9999-12-31", "2025-1-1", "+2025-01-01", "2025-10-01Z", ""})
    void allowsTheDatesOfTheCode(String date) {
        JsonNode schema = operation(CHARTS.get(0)).at("/parameters/1/schema");
        String question = "?chartName=Total_messages&start=" + date + "&end=" + date;

        assertThat(errors(schema, new TextNode(date)).isEmpty())
                .isEqualTo(server.rawGet(CHARTS.get(0) + question).status() == 200);
    }

    @ParameterizedTest
    @FieldSource("CHARTS")
    void describesEveryAnswerOfCharts(String path) {
        String question = path + "?" + QUESTION;
        List<HttpResponse<String>> answers = new ArrayList<>();
        answers.add(server.get(question, AS_MANAGER));
        answers.add(server.get(question));
        answers.add(server.get(question, AS_AGENT));
        for (String query : List.of(
                "",
                "?chartName=Total_conversations",
                "?" + QUESTION + "&unknown=1",
                "?" + QUESTION + "&start=2025-10-01",
                "?chartName=nonsense&start=2025-10-01&end=2025-10-02",
                "?chartName=Total_messages&start=nonsense&end=2025-10-02",
                "?chartName=Total_messages&start=2025-10-02&end=2025-10-01",
                "?chartName=Total_messages&start=1000-10-02&end=2025-10-01",
                "?" + QUESTION + "&departmentId=%FF")) {
            answers.add(server.get(path + query, AS_MANAGER));
        }
        answers.add(server.get(
                question,
                Stream.concat(Arrays.stream(AS_MANAGER), Stream.of(ChartsDataEndpoint.POSITION_HEADER, "nonsense"))
                        .toArray(String[]::new)));
        server.answers.answer = asked -> new Charts.Result.Refused("names partition 7, but there are only 4.");
        answers.add(server.get(question, AS_MANAGER));
        server.answers.answer = asked -> new Charts.Result.Unavailable("These partitions cannot be read now: 2 (why).");
        answers.add(server.get(question, AS_MANAGER));
        answers.add(oneTooMany(question));
        try (RunningServer unknowing = new RunningServer(
                Listener.plain("127.0.0.1", 0),
                access -> Gate.unlimited((user, token) -> new Decision.Unknown("Why.")))) {
            answers.add(unknowing.get(question, AS_MANAGER));
        }

        assertThat(answers).allSatisfy(answer -> assertDescribed(path, answer));
        assertThat(answers.stream().map(answer -> Integer.toString(answer.statusCode())))
                .containsOnlyOnceElementsOf(List.of("401", "429"))
                .containsOnly(names(operation(path).path("responses")).toArray(String[]::new));
    }

    private static HttpResponse<String> oneTooMany(String question) {
        try (RunningServer limited = new RunningServer(
                Listener.plain("127.0.0.1", 0), access -> new Gate(access, 1, 0, ClientAddress.DIRECT))) {
            limited.get(question, AS_MANAGER);
            return limited.get(question, AS_MANAGER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void describesEveryChart(ChartName chart) {
        List<List<String>> labels = List.of(List.of("10/1", "12/31"), List.of("12AM-1AM", "11PM-12AM"), List.of());
        for (List<String> of : labels) {
            server.answers.answer = question -> chart(new ChartBody(
                    chart, of, of.stream().mapToDouble(label -> -12_345_678.9).toArray()));

            HttpResponse<String> answer = server.get(CHARTS.get(0) + "?" + QUESTION, AS_MANAGER);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertDescribed(CHARTS.get(0), answer);
        }
    }

    /** The longest answer that a question can have is within the document's bounds. */
    @Test
    void describesTheLongestChart() {
        server.answers.answer = question -> chart(new ChartBody(
                question.chart(),
                Collections.nCopies(ChartQuestion.MAX_POINTS, "12/31"),
                new double[ChartQuestion.MAX_POINTS]));

        HttpResponse<String> answer = server.get(CHARTS.get(0) + "?" + QUESTION, AS_MANAGER);

        assertDescribed(CHARTS.get(0), answer);
        assertThat(DOCUMENT.at("/components/schemas/Chart/properties/dataPoints/maxItems")
                        .intValue())
                .isEqualTo(ChartQuestion.MAX_POINTS);
    }

    @Test
    void describesEveryAnswerOfLists() {
        Map<String, String> questions = Map.of(
                DepartmentsEndpoint.PATH,
                DepartmentsEndpoint.PATH,
                ConversationsEndpoint.PATH,
                ConversationsEndpoint.PATH + "?from=2025-10-01T00:00:00Z&to=2025-10-02T00:00:00Z");
        questions.forEach((path, question) -> {
            server.answers.reset();
            List<HttpResponse<String>> answers = new ArrayList<>(List.of(
                    server.get(question, AS_MANAGER),
                    server.get(question),
                    server.get(question, AS_AGENT),
                    server.get(path + "?unknown=1", AS_MANAGER)));
            server.answers.departments = new Listed.Whole<>(new TreeMap<>(Map.of("", 3L)), RunningServer.POSITIONS, 1);
            OpeningKey key = new OpeningKey(1, "c");
            Contribution figures = new Contribution("sales", 1, 1, 0, 1_234, 0, -1, 0);
            server.answers.conversations = new Listed.Whole<>(
                    new ConversationPage(
                            List.of(new ListedConversation(new Opening(key, "sales"), figures)), Optional.of(key)),
                    RunningServer.POSITIONS,
                    1);
            answers.add(server.get(question, AS_MANAGER));
            server.answers.departments = new Listed.Unavailable<>("why");
            server.answers.conversations = new Listed.Unavailable<>("why");
            answers.add(server.get(question, AS_MANAGER));
            answers.add(oneTooMany(question));

            assertThat(answers).allSatisfy(answer -> assertDescribed(path, answer));
            assertThat(answers.stream().map(answer -> Integer.toString(answer.statusCode())))
                    .contains(names(operation(path).path("responses")).toArray(String[]::new));
        });
    }

    @Test
    void asksForTheParametersOfConversations() {
        List<JsonNode> parameters = parameters(ConversationsEndpoint.PATH, "query");

        assertThat(parameters.stream().map(parameter -> parameter.path("name").textValue()))
                .containsExactlyInAnyOrderElementsOf(ConversationsParameters.KNOWN);
        assertThat(parameters.stream()
                        .filter(parameter -> parameter.path("required").booleanValue())
                        .map(parameter -> parameter.path("name").textValue()))
                .containsExactlyElementsOf(ConversationsParameters.REQUIRED);
        assertThat(parameters.get(3).at("/schema/enum").valueStream().map(JsonNode::textValue))
                .containsExactlyElementsOf(Arrays.stream(ConversationMetric.values())
                        .map(ConversationMetric::text)
                        .toList());
        assertThat(parameters(DepartmentsEndpoint.PATH, "query")).isEmpty();
    }

    @Test
    void asksForTheParametersOfSeries() {
        List<JsonNode> parameters = parameters(SeriesEndpoint.PATH, "query");

        assertThat(parameters.stream().map(parameter -> parameter.path("name").textValue()))
                .containsExactlyInAnyOrderElementsOf(SeriesParameters.KNOWN);
        assertThat(parameters.stream()
                        .filter(parameter -> parameter.path("required").booleanValue())
                        .map(parameter -> parameter.path("name").textValue()))
                .containsExactlyElementsOf(SeriesParameters.REQUIRED);
        assertThat(parameters.get(3).at("/schema/enum").valueStream().map(JsonNode::textValue))
                .containsExactlyElementsOf(Arrays.stream(Granularity.values())
                        .map(Granularity::text)
                        .toList());
    }

    @Test
    void describesEveryAnswerOfSeries() {
        String question =
                SeriesEndpoint.PATH + "?metric=response_time_p95&from=2026-10-25&to=2026-10-26&granularity=day";
        List<HttpResponse<String>> answers = new ArrayList<>(List.of(
                server.get(question, AS_MANAGER),
                server.get(question),
                server.get(question, AS_AGENT),
                server.get(SeriesEndpoint.PATH, AS_MANAGER)));
        server.answers.series = new Series.Result.Answer(SampleSeries.body(), RunningServer.POSITIONS, 1);
        answers.add(server.get(question, AS_MANAGER));
        HttpResponse<String> csv = server.get(question + "&format=csv", AS_MANAGER);
        answers.add(csv);
        answers.add(oneTooMany(question));

        assertThat(answers).allSatisfy(answer -> assertDescribed(SeriesEndpoint.PATH, answer));
        assertThat(answers.stream().map(answer -> Integer.toString(answer.statusCode())))
                .contains(
                        names(operation(SeriesEndpoint.PATH).path("responses")).toArray(String[]::new));
        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body()).isEqualTo(new String(SampleSeries.body().toCsv(), UTF_8));
    }

    @Test
    void describesWhatIsNotAChart() {
        List.of("/health/live", "/health/ready", "/metrics", "/")
                .forEach(path -> assertDescribed(path, server.get(path)));
        server.answers.notReadyReason = "the pipeline is starting";
        assertDescribed("/health/ready", server.get("/health/ready"));
    }

    @Test
    void describesTheAnswersThatThePageAlsoNeeds() {
        HttpResponse<String> settings = server.get(SettingsEndpoint.PATH, AS_MANAGER);
        assertThat(settings.body()).contains("\"" + RunningServer.ZONE + "\"");
        List<HttpResponse<String>> answers = List.of(
                settings,
                server.get(SettingsEndpoint.PATH),
                server.get(SettingsEndpoint.PATH, AS_AGENT),
                server.get(LiveEndpoint.PATH),
                server.get(LiveEndpoint.PATH, AS_AGENT),
                server.send("HEAD", LiveEndpoint.PATH, AS_MANAGER));

        assertThat(answers)
                .allSatisfy(answer -> assertDescribed(answer.request().uri().getPath(), answer));
    }

    @Test
    void describesEveryAnswerToAWebhook() {
        String path = RocketChatWebhookEndpoint.PATH;
        String[] token = {RocketChatWebhookEndpoint.TOKEN_HEADER, RunningServer.WEBHOOK_TOKEN};
        byte[] webhook =
                "{\"type\":\"Message\",\"_id\":\"R\",\"createdAt\":\"2025-10-01T10:00:00.000Z\"}".getBytes(UTF_8);
        server.webhooks.attach(events -> true);
        List<HttpResponse<String>> answers = new ArrayList<>(List.of(
                server.post(path, webhook, token),
                server.post(path, webhook),
                server.post(path, "7".getBytes(UTF_8), token),
                server.post(path, new byte[RocketChatWebhookEndpoint.MOST_BYTES + 1], token)));
        server.webhooks.attach(events -> false);
        answers.add(server.post(path, webhook, token));

        JsonNode post = DOCUMENT.path("paths").path(path).path("post");
        assertThat(answers).allSatisfy(answer -> assertDescribed(post, path, answer));
        assertThat(answers.stream().map(answer -> Integer.toString(answer.statusCode())))
                .containsExactlyInAnyOrderElementsOf(names(post.path("responses")));
        assertThat(post.at("/parameters/0/name").textValue()).isEqualTo(RocketChatWebhookEndpoint.TOKEN_HEADER);
    }

    private static Charts.Result chart(ChartBody body) {
        return new Charts.Result.Chart(body, RunningServer.POSITIONS, 1);
    }

    private static void assertDescribed(String path, HttpResponse<String> answer) {
        assertDescribed(operation(path), path, answer);
    }

    private static void assertDescribed(JsonNode operation, String path, HttpResponse<String> answer) {
        JsonNode response = operation.path("responses").path(Integer.toString(answer.statusCode()));
        assertThat(response.isObject()).as("%s %d", path, answer.statusCode()).isTrue();

        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        JsonNode content = response.path("content").path(type.split(";", -1)[0]);
        assertThat(content.isObject()).as("%s %s", path, type).isTrue();
        if (type.equals("application/json")) {
            assertThat(errors(content.path("schema"), parsed(answer.body())))
                    .as(answer.body())
                    .isEmpty();
        }
        response.path("headers").properties().forEach(header -> {
            String value = answer.headers().firstValue(header.getKey()).orElse(null);
            if (value == null) {
                assertThat(header.getValue().path("required").booleanValue())
                        .as("%s of %s", header.getKey(), path)
                        .isFalse();
                return;
            }
            JsonNode schema = header.getValue().path("schema");
            boolean whole = schema.path("type").asText().equals("integer");
            assertThat(errors(schema, whole ? parsed(value) : new TextNode(value)))
                    .isEmpty();
        });
    }

    private static List<String> errors(JsonNode schema, JsonNode value) {
        return SCHEMAS
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(value.toString(), InputFormat.JSON)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static JsonNode operation(String path) {
        return DOCUMENT.path("paths").path(path).path("get");
    }

    private static String method(String operation) {
        return operation.toUpperCase(Locale.ROOT);
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(json, notJson);
        }
    }

    /** With every reference replaced by what it points to, so that each schema stands on its own. */
    private static JsonNode document() {
        try (InputStream in =
                RoutesDocumentTest.class.getResourceAsStream("/dev/livechatmetrics/schemas/openapi.yaml")) {
            JsonNode root = new YAMLMapper().readTree(in);
            return resolved(root, root);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode resolved(JsonNode node, JsonNode root) {
        if (node.has("$ref")) {
            return resolved(root.at(node.path("$ref").textValue().substring(1)), root);
        }
        if (node.isObject()) {
            ObjectNode object = ((ObjectNode) node).objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), resolved(field.getValue(), root)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = ((ArrayNode) node).arrayNode();
            node.forEach(element -> array.add(resolved(element, root)));
            return array;
        }
        return node;
    }
}
