package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.cluster.PeerRoute;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BasePathTest {
    private static final String BASE = "/teams/livechat";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(new Listener("127.0.0.1", 0, BASE, Optional.empty(), Set.of()), Gate::unlimited);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/", "/page.js", "/theme.css", "/api-docs/"})
    void shouldServeEverythingUnderIt(String path) {
        assertThat(server.get(BASE + path).statusCode()).isEqualTo(200);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldAnswerChartsUnderItAndCountThemByTheirRoute() {
        assertThat(server.get(BASE + CHARTS + "?" + QUESTION, AS_MANAGER).statusCode())
                .isEqualTo(200);
        assertThat(server.get(CHARTS + "?" + QUESTION, AS_MANAGER).statusCode()).isEqualTo(404);
        assertThat(server.get(BASE + "/metrics").body())
                .contains("livechat_http_requests_seconds_count{route=\"" + CHARTS + "\",status=\"200\"}");
    }

    /** Whatever the page names is relative, so that it is found under the path too. */
    @Test
    void shouldLeadToThePageFromItsPathWithoutASlash() {
        HttpResponse<String> answer = server.get(BASE);

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(URI.create("https://proxy.example" + BASE)
                        .resolve(answer.headers().firstValue("Location").orElseThrow()))
                .isEqualTo(URI.create("https://proxy.example" + BASE + "/"));
        for (String file : List.of("page.js", "theme.css")) {
            assertThat(server.get(BASE + "/").body()).contains("\"" + file + "\"");
        }
    }

    @Test
    void shouldAnswerOtherInstancesWithoutIt() {
        assertThat(server.post(PeerRoute.PATH, new byte[0]).statusCode()).isEqualTo(401);
        assertThat(server.post(BASE + PeerRoute.PATH, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(server.post(BASE + RocketChatWebhookEndpoint.PATH, new byte[0])
                        .statusCode())
                .isEqualTo(401);
    }
}
