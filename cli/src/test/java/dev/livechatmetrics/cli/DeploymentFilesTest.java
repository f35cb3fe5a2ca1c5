package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.livechatmetrics.cli.settings.SettingKey;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for Docker, Kubernetes, Prometheus and Grafana fit together and name what this build has. */
class DeploymentFilesTest {
    private static final int PORT =
            Integer.parseInt(SettingKey.HTTP_PORT.defaultText().orElseThrow());
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path folder;

    private static Path file(String path) {
        return Readme.REPOSITORY.resolve(path);
    }

    private static JsonNode yaml(String path) throws IOException {
        return YAML.readTree(file(path).toFile());
    }

    private static Map<String, String> environment(JsonNode fields) {
        Map<String, String> environment = new TreeMap<>();
        fields.properties()
                .forEach(field ->
                        environment.put(field.getKey(), field.getValue().asText()));
        return environment;
    }

    /** By SnakeYAML, which knows merge keys. */
    private static Map<String, Object> compose() throws IOException {
        return new org.yaml.snakeyaml.Yaml().load(Files.readString(file("docker-compose.yml")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static Map<String, Object> services() throws IOException {
        return map(compose().get("services"));
    }

    private static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> environment = new TreeMap<>();
        map(service.get("environment"))
                .forEach((key, value) -> environment.put(
                        key, VARIABLE.matcher(String.valueOf(value)).replaceAll("$1")));
        return environment;
    }

    @Test
    void shouldConfigureInstancesOfComposeWithoutAMistake() throws IOException {
        Map<String, Object> services = services();
        for (String name : List.of("livechat-metrics-1", "livechat-metrics-2")) {
            Map<String, String> environment = environment(map(services.get(name)));

            assertAccepted(environment);
            assertThat(environment).containsEntry("APPLICATION_SERVER", name + ":" + PORT);
            for (String address : environment.get("KAFKA_BOOTSTRAP_SERVERS").split(",", -1)) {
                assertThat(services).containsKey(address.replaceFirst(":9092$", ""));
            }
        }
    }

    @Test
    void shouldRunComposesBrokersInTheVersionOfThisBuild() throws IOException {
        String image = "apache/kafka:" + AppInfoParser.getVersion();

        assertThat(services().entrySet())
                .filteredOn(service -> service.getKey().startsWith("kafka"))
                .hasSize(3)
                .allSatisfy(service -> assertThat(map(service.getValue())).containsEntry("image", image))
                .allSatisfy(service -> assertThat(
                                environment(map(service.getValue())).get("KAFKA_ADVERTISED_LISTENERS"))
                        .isEqualTo("PLAINTEXT://" + service.getKey() + ":9092"));
        assertThat(GoldenCasesContainerIT.IMAGE).isEqualTo(image);
    }

    @Test
    void shouldScrapeEveryInstanceOfCompose() throws IOException {
        JsonNode targets = yaml("deploy/prometheus/prometheus.yml").at("/scrape_configs/0/static_configs/0/targets");

        assertThat(texts(targets))
                .containsExactlyInAnyOrderElementsOf(services().keySet().stream()
                        .filter(name -> name.startsWith("livechat-metrics"))
                        .map(name -> name + ":" + PORT)
                        .toList());
    }

    @Test
    void shouldExposeThePortThatServeTakes() throws IOException {
        assertThat(Files.readString(file("Dockerfile"))).contains("EXPOSE " + PORT + "\n", "USER 10001\n");
        assertThat(services().get("livechat-metrics-1").toString()).contains(":" + PORT + "]", "127.0.0.1/" + PORT);
    }

    @Test
    void shouldConfigureTheInstancesOfKubernetesWithoutAMistake() throws IOException {
        Map<String, JsonNode> manifests = manifests();
        JsonNode pod = manifests.get("StatefulSet").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        Map<String, String> environment = environment(manifests.get("ConfigMap").get("data"));
        container.get("env").forEach(variable -> {
            if (variable.has("value") && !variable.get("name").asText().startsWith("JAVA_")) {
                environment.put(
                        variable.get("name").asText(),
                        variable.get("value").asText().replace("$(POD_NAME)", "livechat-metrics-0"));
            }
        });

        assertAccepted(environment);
        String peers = manifests.get("StatefulSet").at("/spec/serviceName").asText();
        assertThat(environment).containsEntry("APPLICATION_SERVER", "livechat-metrics-0." + peers + ":" + PORT);
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(PORT);
        assertThat(container.at("/volumeMounts/0/mountPath").asText()).isEqualTo(environment.get("DATA_DIR"));
        assertThat(Path.of(environment.get("AUTH_USERS_FILE")).getParent())
                .asString()
                .isEqualTo(container.at("/volumeMounts/1/mountPath").asText());
    }

    @Test
    void shouldProbeRoutesThatThereAre() throws IOException {
        JsonNode routes;
        try (InputStream document = getClass().getResourceAsStream("/dev/livechatmetrics/schemas/openapi.yaml")) {
            routes = YAML.readTree(document).get("paths");
        }
        JsonNode container = manifests().get("StatefulSet").at("/spec/template/spec/containers/0");

        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(routes.has(container.at("/" + probe + "/httpGet/path").asText()))
                    .as(probe)
                    .isTrue();
        }
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).endsWith("ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).endsWith("live");
    }

    @Test
    void shouldSelectThePodsWithEveryManifest() throws IOException {
        Map<String, JsonNode> manifests = manifests();
        JsonNode labels = manifests.get("StatefulSet").at("/spec/template/metadata/labels");

        assertThat(manifests)
                .containsOnlyKeys("ConfigMap", "Service", "StatefulSet", "PodDisruptionBudget", "NetworkPolicy");
        assertThat(manifests.get("StatefulSet").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(manifests.get("Service").at("/spec/selector")).isEqualTo(labels);
        assertThat(manifests.get("PodDisruptionBudget").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(manifests.get("NetworkPolicy").at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels);
    }

    /** promtool runs these tests; here, that none is forgotten. */
    @Test
    void shouldDocumentAndTestEveryAlertBothWays() throws IOException {
        List<String> alerts = yaml("deploy/prometheus/alerts.yml").findValuesAsText("alert");
        List<String> firing = new ArrayList<>();
        List<String> still = new ArrayList<>();
        yaml("deploy/prometheus/alerts.test.yml")
                .findValues("alert_rule_test")
                .forEach(tests -> tests.forEach(test -> (test.has("exp_alerts") ? firing : still)
                        .add(test.get("alertname").asText())));
        List<String> headings = Files.readString(file("docs/alerts.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        assertThat(headings).containsExactlyElementsOf(alerts);
        assertThat(firing).containsAll(alerts);
        assertThat(still).containsAll(alerts);
    }

    @Test
    void shouldProvisionADashboardOfTheDataSourceThatThereIs() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(
                        file("deploy/grafana/dashboards/livechat-metrics.json").toFile());
        String source = yaml("deploy/grafana/provisioning/datasources/prometheus.yml")
                .at("/datasources/0/uid")
                .asText();

        assertThat(dashboard.get("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo(source);
            assertThat(panel.get("targets")).isNotEmpty();
        });
        assertThat(services().get("grafana").toString())
                .contains(yaml("deploy/grafana/provisioning/dashboards/livechat-metrics.yml")
                        .at("/providers/0/options/path")
                        .asText());
    }

    /** Of what the connectors write, by the documentation's settings, everything that is read of documents is left in. */
    @Test
    void shouldHaveBothConnectorsWriteTheTopicsThatTheDocumentationReads() throws IOException {
        String documentation = Files.readString(file("docs/connect-rocketchat.md"));
        for (String connector : List.of("debezium-mongodb", "mongodb-source")) {
            JsonNode config = new ObjectMapper()
                    .readTree(file("deploy/connect/" + connector + ".json").toFile())
                    .get("config");

            assertThat(documentation).contains("deploy/connect/" + connector + ".json");
            String prefix = config.get("topic.prefix").asText();
            assertThat(documentation)
                    .contains("SOURCE_TOPIC_ROOMS=" + prefix + ".rocketchat.rocketchat_room")
                    .contains("SOURCE_TOPIC_MESSAGES=" + prefix + ".rocketchat.rocketchat_message");
            assertThat(config.toString()).contains("${env:MONGO_URL}").doesNotContain("mongodb://");
        }
    }

    /** By kind; of the two services, the one for clients. */
    private static Map<String, JsonNode> manifests() throws IOException {
        Map<String, JsonNode> manifests = new HashMap<>();
        try (Stream<Path> files = Files.list(file("deploy/kubernetes"))) {
            for (Path path : files.toList()) {
                YAML.readerFor(JsonNode.class)
                        .<JsonNode>readValues(path.toFile())
                        .forEachRemaining(manifest -> {
                            assertThat(manifest.at("/metadata/name").asText()).startsWith("livechat-metrics");
                            manifests.put(manifest.get("kind").asText(), manifest);
                        });
            }
        }
        return manifests;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Files that the container has are stood in for by some of this machine. */
    private void assertAccepted(Map<String, String> environment) throws IOException {
        Map<String, String> here = new TreeMap<>(environment);
        Path secret = Files.writeString(folder.resolve("peer-secret"), "abc\n");
        here.replace("PEER_SECRET_FILE", secret.toString());
        SettingsReading reading = SettingsReader.read(here, Optional.empty());

        assertThat(reading.warnings()).isEmpty();
        List<String> mistakes = new ArrayList<>();
        if (reading instanceof SettingsReading.Refused refused) {
            refused.mistakes().forEach(mistake -> mistakes.add(mistake.message()));
        }
        assertThat(mistakes).isEmpty();
        assertThat(here).containsKeys("AUTH_USERS_FILE", "PEER_SECRET_FILE", "DATA_DIR", "APPLICATION_SERVER");
    }
}
