package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an SRE plugs in, on one running instance with the operator's log as JSON: what Grafana's dashboard and Prometheus'
 * alerts ask for is what it exports, docs/metrics.md names just that, and every line of the log is an object.
 */
class DashboardMetricsIT {
    private static final Pattern METRIC = Pattern.compile("\\b(?:livechat|kafka|jvm|process)_\\w+");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\|(.*?)\\| .* \\| (.*?) \\|$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{([^}]*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"|`(\\w+)`");
    private static final String PEER_SECRET = "a secret of peers that no log may show";
    private static final String WEBHOOK_TOKEN = "a token of webhooks that no log may show";

    @TempDir
    private static Path folder;

    private static CommandProcess serve;
    private static String exported;

    /** A metric as the documentation's table has it. */
    private record Documented(String name, Set<String> labels, boolean always) {}

    @BeforeAll
    static void start() throws Exception {
        serve = CommandProcess.startWithOperatorsLog(
                InstanceFolder.in(folder)
                        .environment(Map.of(
                                "LOG_FORMAT", "json",
                                "PEER_SECRET", PEER_SECRET,
                                "ROCKETCHAT_WEBHOOK_TOKEN", WEBHOOK_TOKEN)),
                "serve");
        Api api = new Api(logged("API: "));
        List<WireEvent> events = new ArrayList<>(RandomWorkspace.events(1, 5));
        events.add(WireEvent.of(WireEvent.MESSAGES, "refused", "no JSON"));
        EventTopics.ofDefaultNames(logged("Kafka: ").split(" ", 2)[0]).send(events);
        api.awaitReady();
        api.awaitRecords(events.size());
        api.chart("Total_messages", LocalDate.EPOCH, LocalDate.EPOCH, null);
        api.post("/api/v1/sources/rocketchat/webhook", "no JSON", "X-RocketChat-Livechat-Token", WEBHOOK_TOKEN);
        exported = api.get("/metrics").body();
    }

    @AfterAll
    static void stop() {
        if (serve != null) {
            serve.close();
        }
    }

    /** The rest of the message that begins so. */
    private static String logged(String start) {
        return await().atMost(Api.PATIENCE)
                .until(
                        () -> LogLine.parse(wholeLines(serve.err())).stream()
                                .map(LogLine::message)
                                .filter(message -> message.startsWith(start))
                                .map(message -> message.substring(start.length()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String wholeLines(String log) {
        return log.substring(0, log.lastIndexOf('\n') + 1);
    }

    @Test
    void shouldExportEveryMetricThatIsAskedFor() throws IOException {
        Set<String> asked = asked();

        // No change stream is connected here: SourceMetrics has a test of its own.
        asked.remove("livechat_source_records_total");
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(asked).allSatisfy(metric -> assertThat(exported).containsPattern("(?m)^" + metric + "[{ ]"));
    }

    @Test
    void shouldExportWhatIsDocumented() throws IOException {
        List<Documented> documented = documented();

        assertThat(documented).hasSizeGreaterThan(30);
        assertThat(documented).filteredOn(Documented::always).allSatisfy(metric -> {
            List<Set<String>> series = SAMPLE.matcher(exported)
                    .results()
                    .filter(sample -> sample.group(1).equals(metric.name()))
                    .map(sample -> labels(sample.group(2)))
                    .toList();
            assertThat(series).as(metric.name()).isNotEmpty();
            assertThat(series)
                    .as(metric.name())
                    .allSatisfy(labels -> assertThat(labels).containsAll(metric.labels()));
            if (metric.name().startsWith("livechat_")) {
                assertThat(series)
                        .as(metric.name())
                        .allSatisfy(labels -> assertThat(labels).isEqualTo(metric.labels()));
            }
        });
    }

    @Test
    void shouldDocumentEveryMetricOfOurs() throws IOException {
        Set<String> ours = SAMPLE.matcher(exported)
                .results()
                .map(sample -> sample.group(1))
                .filter(name -> name.startsWith("livechat_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ours).hasSizeGreaterThan(15);
        assertThat(documented().stream().map(Documented::name)).containsAll(ours);
    }

    @Test
    void shouldSayThatItIsReadyAndHasItsPartitions() {
        assertThat(exported).contains("\nlivechat_ready 1.0\n", "\nlivechat_partitions 4.0\n");
    }

    @Test
    void shouldLogEveryLineAsAnObjectWithoutASecret() {
        List<LogLine> lines = LogLine.parse(wholeLines(serve.err()));

        assertThat(lines.stream().map(LogLine::message))
                .anyMatch(message -> message.startsWith("Topics: "))
                .contains("Time zone: UTC");
        assertThat(serve.out()).isEmpty();
        assertThat(serve.err()).doesNotContain(PEER_SECRET, WEBHOOK_TOKEN, InstanceFolder.TOKEN);
    }

    /** Of {@code a="…",b="…"} as of {@code `a`, `b`}. */
    private static Set<String> labels(String text) {
        return text == null
                ? Set.of()
                : LABEL.matcher(text)
                        .results()
                        .map(label -> Optional.ofNullable(label.group(1)).orElse(label.group(2)))
                        .collect(Collectors.toSet());
    }

    private static List<Documented> documented() throws IOException {
        String page = Files.readString(Readme.REPOSITORY.resolve("docs/metrics.md"));
        return ROW.matcher(page)
                .results()
                .map(row -> new Documented(
                        row.group(1), labels(row.group(2)), !row.group(3).startsWith("only")))
                .toList();
    }

    private static Set<String> asked() throws IOException {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper()
                .readTree(Readme.REPOSITORY
                        .resolve("deploy/grafana/dashboards/livechat-metrics.json")
                        .toFile());
        dashboard.findValuesAsText("expr", expressions);
        new YAMLMapper()
                .readTree(Readme.REPOSITORY
                        .resolve("deploy/prometheus/alerts.yml")
                        .toFile())
                .findValuesAsText("expr", expressions);
        Set<String> metrics = new TreeSet<>();
        for (String expression : expressions) {
            METRIC.matcher(expression).results().map(MatchResult::group).forEach(metrics::add);
        }
        return metrics;
    }
}
