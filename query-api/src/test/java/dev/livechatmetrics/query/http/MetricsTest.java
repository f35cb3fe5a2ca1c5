package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.chart.Charts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:" + LABEL + ",?)*})? "
            + "([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf)|NaN)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
    private static final Pattern ROUTE = Pattern.compile("route=\"([^\"]*)\"");

    private final RunningServer server = new RunningServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldWriteThePrometheusTextFormat() {
        server.get(CHARTS + "?" + QUESTION, AS_MANAGER);

        HttpResponse<String> answer = server.get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type"))
                .containsExactly("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.body()).endsWith("\n").doesNotContain("\r");
        Set<String> families = new TreeSet<>();
        answer.body().lines().forEach(line -> {
            if (line.startsWith("# TYPE ")) {
                assertThat(line).matches(TYPE);
                assertThat(families.add(line.split(" ", -1)[2])).as(line).isTrue();
            } else if (!line.startsWith("# HELP ")) {
                assertThat(line).matches(SAMPLE);
                String name = line.split("[{ ]", -1)[0];
                assertThat(families)
                        .as(line)
                        .containsAnyOf(name, name.replaceFirst("_(bucket|sum|count|max|total|info)$", ""));
            }
        });
        assertThat(answer.body()).contains("\nlivechat_ready 0.0\n", "\nlivechat_partitions 0.0\n");
        assertThat(families).contains("livechat_http_requests_seconds", "jvm_memory_used_bytes", "process_cpu_usage");
    }

    @Test
    void shouldCountRequestsByRouteAndStatus() {
        for (String path : ChartsDataEndpoint.PATHS) {
            server.get(path + "?" + QUESTION, AS_MANAGER);
            server.get(path + "?" + QUESTION + "&departmentId=sales", AS_MANAGER);
            server.get(path + "?unknown=1", AS_MANAGER);
            server.get(path + "?" + QUESTION, AS_AGENT);
            server.get(path + "?" + QUESTION);
        }
        server.answers.answer = question -> new Charts.Result.Unavailable("no host");
        server.get(CHARTS + "?" + QUESTION, AS_MANAGER);
        server.answers.answer = question -> {
            throw new IllegalStateException("a bug");
        };
        server.get(CHARTS + "?" + QUESTION, AS_MANAGER);
        server.get("/health/live");
        server.answers.notReadyReason = "starting";
        server.get("/health/ready");

        String scraped = server.get("/metrics").body();

        for (String path : ChartsDataEndpoint.PATHS) {
            assertThat(scraped)
                    .contains(count(path, 200, 2), count(path, 400, 1), count(path, 403, 1), count(path, 401, 1));
        }
        assertThat(scraped)
                .contains(
                        count(CHARTS, 503, 1),
                        count(CHARTS, 500, 1),
                        count("/health/live", 200, 1),
                        count("/health/ready", 503, 1))
                .contains(
                        "livechat_http_requests_seconds_bucket{route=\"" + CHARTS + "\",status=\"200\",le=\"+Inf\"} 2");
        assertThat(server.get("/metrics").body()).contains(count("/metrics", 200, 1));
    }

    /** What anyone can make up must not become a series. */
    @Test
    void shouldAddNoSeriesForWhatIsMadeUp() {
        server.get("/metrics");
        Set<String> before = series(server.get("/metrics").body());

        for (int i = 0; i < 20; i++) {
            server.get("/made/up/" + i);
            server.get("/dashboard-" + i + ".js");
            server.get("/metrics/?made=up" + i);
            server.send("POST", "/metrics");
            server.send("MADEUP" + (char) ('A' + i), "/metrics");
            server.raw("GET /metrics%2" + i + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            server.raw("GET /metrics HTTP/1.1\r\nHost: made-up-" + i
                    + "\r\nX-HTTP-Method-Override: MADEUP\r\nConnection: close\r\n\r\n");
            server.raw("made up " + i + "\r\n\r\n");
        }

        Set<String> after = series(server.get("/metrics").body());
        assertThat(after).isEqualTo(before);
        assertThat(after).noneMatch(line -> line.contains("made") || line.contains("MADEUP"));
    }

    @Test
    void shouldKnowNoRouteButTheServersOwn() {
        List<String> targets =
                List.of("/", "/index.html", "/nowhere", "/health/live/", CHARTS + "?" + QUESTION, CHARTS);
        targets.forEach(target -> server.get(target, AS_MANAGER));
        targets.forEach(target -> server.send("HEAD", target, AS_MANAGER));

        String scraped = server.get("/metrics").body();

        assertThat(ROUTE.matcher(scraped).results().map(route -> route.group(1)).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("/health/live", CHARTS);
    }

    @Test
    void shouldNameNobody() {
        server.get(CHARTS + "?" + QUESTION + "&departmentId=a-department", AS_MANAGER);
        server.get(CHARTS + "?" + QUESTION, AS_AGENT);

        assertThat(server.get("/metrics").body())
                .doesNotContain(
                        RunningServer.MANAGER,
                        RunningServer.MANAGER_TOKEN,
                        RunningServer.AGENT,
                        RunningServer.AGENT_TOKEN,
                        "a-department");
    }

    private static String count(String route, int status, int count) {
        return "livechat_http_requests_seconds_count{route=\"" + route + "\",status=\"" + status + "\"} " + count
                + "\n";
    }

    /** The names and labels of the product's own samples; those of the JVM come and go as it pleases. */
    private static Set<String> series(String scraped) {
        return SAMPLE.matcher(scraped)
                .results()
                .map(MatchResult::group)
                .map(sample -> sample.substring(0, sample.lastIndexOf(' ')))
                .filter(sample -> sample.startsWith("livechat_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
