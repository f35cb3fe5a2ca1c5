package dev.livechatmetrics.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.livechatmetrics.schemas.chart.ChartName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiTest {
    private static final JsonNode DOCUMENT = Documents.yaml("openapi.yaml");
    private static final String CHARTS = "/api/v1/livechat/analytics/dashboards/charts-data";
    private static final String CHARTS_AS_DOCUMENTED = "/api/v1/livechat/livechat/analytics/dashboards/charts-data";

    /** Not of the contract: the instances' own. */
    private static final String BETWEEN_INSTANCES = "/internal/v1/buckets";

    private static final String WEBHOOK = "/api/v1/sources/rocketchat/webhook";
    private static final Set<String> POSTS = Set.of(BETWEEN_INSTANCES, WEBHOOK);

    @Test
    void isWrittenInOpenApi31() {
        assertThat(Documents.errors(Documents.metaSchema("openapi-3.1.json"), DOCUMENT))
                .isEmpty();
    }

    @Test
    void describesExactlyTheRoutesOfTheContract() {
        assertThat(names(DOCUMENT.path("paths")))
                .containsExactly(
                        CHARTS,
                        CHARTS_AS_DOCUMENTED,
                        "/api/v1/metrics/settings",
                        "/api/v1/metrics/series",
                        "/api/v1/metrics/departments",
                        "/api/v1/metrics/conversations",
                        "/api/v1/metrics/live",
                        "/health/live",
                        "/health/ready",
                        "/metrics",
                        "/",
                        "/api/v1/openapi.yaml",
                        "/api-docs/",
                        WEBHOOK,
                        BETWEEN_INSTANCES);
        assertThat(DOCUMENT.path("paths").propertyStream())
                .allSatisfy(path -> assertThat(names(path.getValue()))
                        .containsExactly(POSTS.contains(path.getKey()) ? "post" : "get"));
    }

    @Test
    void pointsOnlyAtWhatIsThere() {
        assertThat(DOCUMENT.findValues("$ref"))
                .hasSizeGreaterThan(10)
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.textValue().substring(1)).isMissingNode())
                        .as("%s", reference)
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {CHARTS, CHARTS_AS_DOCUMENTED})
    void asksTheSameAtBothPaths(String path) {
        JsonNode operation = DOCUMENT.path("paths").path(path).path("get");

        assertThat(operation.path("parameters").valueStream().map(OpenApiTest::resolve))
                .extracting(parameter -> parameter.path("name").textValue())
                .containsExactly("chartName", "start", "end", "departmentId", "X-Metrics-Position");
        assertThat(operation.path("parameters").valueStream().map(OpenApiTest::resolve))
                .extracting(parameter -> parameter.path("required").booleanValue())
                .containsExactly(true, true, true, false, false);
        assertThat(names(operation.path("responses"))).containsExactly("200", "401", "403", "429", "400", "503");
        assertThat(operation.path("responses").valueStream().map(OpenApiTest::resolve))
                .allSatisfy(response -> assertThat(
                                response.at("/headers/Cache-Control/$ref").textValue())
                        .isEqualTo("#/components/headers/Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHARTS, CHARTS_AS_DOCUMENTED})
    void asksForBothHeadersTogether(String path) {
        JsonNode security = DOCUMENT.path("paths").path(path).path("get").path("security");

        assertThat(security).hasSize(1);
        assertThat(names(security.path(0)).stream()
                        .map(scheme -> DOCUMENT.at("/components/securitySchemes/" + scheme + "/name")
                                .textValue()))
                .containsExactlyInAnyOrder("X-User-Id", "X-Auth-Token");
    }

    @Test
    void namesEveryChart() {
        assertThat(DOCUMENT.at("/components/parameters/chartName/schema/enum")
                        .valueStream()
                        .map(JsonNode::textValue))
                .containsExactlyElementsOf(
                        Arrays.stream(ChartName.values()).map(ChartName::name).toList());
    }

    /** The bodies that the contract fixes to the byte. */
    @Test
    void showsTheBodiesOfTheContract() {
        assertThat(examples().map(example -> example.value().toString()))
                .contains(
                        "{\"status\":\"error\",\"message\":\"You must be logged in to do this.\"}",
                        "{\"success\":false,\"error\":\"User does not have the permissions required for this action"
                                + " [error-unauthorized]\"}",
                        "{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"must have required"
                                + " property 'chartName'\"}",
                        "{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"must NOT have additional"
                                + " properties\"}",
                        "{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"must be string\"}",
                        "{\"chartLabel\":\"Total_conversations\",\"dataLabels\":[\"10/1\",\"10/2\"],\"dataPoints\":[1,0],"
                                + "\"success\":true}",
                        "{\"status\":\"up\"}",
                        "{\"status\":\"ready\"}");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleFitsItsSchema(Example example) {
        ObjectNode schema = example.schema().deepCopy();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        // What it refers to.
        schema.set("components", DOCUMENT.path("components"));

        assertThat(Documents.errors(Documents.inline(schema), example.value())).isEmpty();
    }

    @Test
    void everyChartHasAsManyPointsAsLabels() {
        assertThat(examples().map(Example::value).filter(value -> value.has("dataLabels")))
                .isNotEmpty()
                .allSatisfy(chart -> assertThat(chart.path("dataPoints")).hasSameSizeAs(chart.path("dataLabels")));
    }

    record Example(String where, ObjectNode schema, JsonNode value) {
        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Example> examples() {
        return DOCUMENT.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .at("/get/responses")
                        .propertyStream()
                        .flatMap(response -> examples(
                                path.getKey() + " " + response.getKey(),
                                resolve(response.getValue()).at("/content/application~1json"))));
    }

    private static Stream<Example> examples(String where, JsonNode content) {
        return content.path("examples")
                .propertyStream()
                .map(example -> new Example(
                        where + " " + example.getKey(),
                        (ObjectNode) resolve(content.path("schema")),
                        example.getValue().path("value")));
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").textValue().substring(1)) : node;
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
