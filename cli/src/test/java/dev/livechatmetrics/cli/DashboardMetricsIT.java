package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Grafana's dashboard and Prometheus' alerts ask for is what an instance exports. */
class DashboardMetricsIT {
    private static final Pattern METRIC = Pattern.compile("\\b(?:livechat|kafka|jvm|process)_\\w+");

    @TempDir
    private Path folder;

    @Test
    void shouldExportEveryMetricThatIsAskedFor() throws Exception {
        try (ServeProcess serve = ServeProcess.start(InstanceFolder.in(folder).environment(Map.of()))) {
            Api api = serve.api();
            List<WireEvent> events = new ArrayList<>(RandomWorkspace.events(1, 5));
            events.add(WireEvent.of(WireEvent.MESSAGES, "refused", "no JSON"));
            EventTopics.ofDefaultNames(serve.bootstrapServers()).send(events);
            api.awaitRecords(events.size());
            api.chart("Total_messages", LocalDate.EPOCH, LocalDate.EPOCH, null);
            String exported = api.get("/metrics").body();

            Set<String> asked = asked();
            assertThat(asked).hasSizeGreaterThan(10);
            assertThat(asked).allSatisfy(metric -> assertThat(exported).containsPattern("(?m)^" + metric + "[{ ]"));
        }
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
            METRIC.matcher(expression).results().forEach(found -> metrics.add(found.group()));
        }
        return metrics;
    }
}
