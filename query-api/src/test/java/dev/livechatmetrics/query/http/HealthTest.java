package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthTest {
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
    void shouldLiveWhetherReadyOrNot() {
        assertAnswer(server.get("/health/live"), 200, "{\"status\":\"up\"}");

        server.answers.notReadyReason = "the pipeline has failed; see the log";

        assertAnswer(server.get("/health/live"), 200, "{\"status\":\"up\"}");
    }

    @Test
    void shouldBeReadyWhereThereIsNoReasonNotToBe() {
        assertAnswer(server.get("/health/ready"), 200, "{\"status\":\"ready\"}");
    }

    @Test
    void shouldSayWhyItIsNotReady() {
        server.answers.notReadyReason = "no known host for \"partitions\" [1, 2] \\ ü\n";

        assertAnswer(
                server.get("/health/ready"),
                503,
                "{\"status\":\"starting\",\"reason\":\"no known host for \\\"partitions\\\" [1, 2] \\\\ ü\\n\"}");

        server.answers.notReadyReason = null;

        assertAnswer(server.get("/health/ready"), 200, "{\"status\":\"ready\"}");
    }

    /** Probes come without a login, with whatever parameters, and some as HEAD. */
    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void shouldAnswerProbesOfEveryKind(String path) {
        assertThat(server.get(path + "?t=1&t=2").statusCode()).isEqualTo(200);
        assertThat(server.rawGet(path + "?%").status()).isEqualTo(200);
        HttpResponse<String> head = server.send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();

        server.answers.notReadyReason = "the pipeline is starting";

        assertThat(server.send("HEAD", path).statusCode())
                .isEqualTo(server.get(path).statusCode());
        assertThat(server.send("POST", path).statusCode()).isEqualTo(405);
        assertThat(server.answers.asked).isEmpty();
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }
}
