package dev.livechatmetrics.query.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server; where events go is fake. */
final class RocketChatWebhookTest {
    private static final String PATH = RocketChatWebhookEndpoint.PATH;
    private static final String MESSAGE =
            "{\"type\":\"Message\",\"_id\":\"R\",\"createdAt\":\"2025-10-01T10:00:00.000Z\",\"visitor\":{\"_id\":\"V\","
                    + "\"name\":\"secret\"},\"messages\":[{\"_id\":\"M\",\"ts\":\"2025-10-01T10:00:01.000Z\",\"msg\":\"secret\"}]}";

    private final RunningServer server = new RunningServer();
    private final List<LivechatEvent> kept = new CopyOnWriteArrayList<>();
    private CapturedLog log;

    @BeforeEach
    void attach() {
        log = new CapturedLog();
        server.webhooks.attach(events -> {
            kept.addAll(events);
            return true;
        });
    }

    @AfterEach
    void stop() {
        assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
        log.close();
        server.close();
    }

    private HttpResponse<String> post(String body) {
        return server.post(
                PATH, body.getBytes(UTF_8), RocketChatWebhookEndpoint.TOKEN_HEADER, RunningServer.WEBHOOK_TOKEN);
    }

    private String counted() {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("livechat_webhooks_total"))
                .reduce("", (all, line) -> all + line.substring("livechat_webhooks_total".length()) + "\n");
    }

    @Test
    void shouldAnswer200OnceItsEventsAreKept() {
        HttpResponse<String> answer = post(MESSAGE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(kept.stream().map(event -> event.type() + " " + event.identity()))
                .containsExactly("OPENED rc:opened", "MESSAGE_SENT M");
        assertThat(counted()).isEqualTo("{outcome=\"stored\",type=\"Message\"} 1.0\n");
    }

    @Test
    void shouldAnswer503WhereTheyAreNotKept() {
        server.webhooks.attach(events -> false);

        HttpResponse<String> answer = post(MESSAGE);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(counted()).isEqualTo("{outcome=\"unavailable\",type=\"Message\"} 1.0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"LivechatOfflineMessage\",\"message\":\"secret\"}",
                "{\"type\":\"LivechatSession\",\"_id\":\"fasd6f5a4sd6f8a4sdf\",\"visitor\":{\"_id\":\"\"}}"
            })
    void shouldAnswer200AndKeepNothingOfWhatCarriesNothing(String body) {
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(kept).isEmpty();
        assertThat(counted()).startsWith("{outcome=\"nothing\",");
    }

    @Test
    void shouldNameWhatIsWrongAndNeverAValue() {
        HttpResponse<String> answer = post("{\"type\":\"Message\",\"_id\":\"R\",\"createdAt\":\"secret\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"errorType\":\"error-invalid-webhook\","
                        + "\"error\":\"The body is no webhook: \\\"createdAt\\\" is not a date.\"}");
        assertThat(kept).isEmpty();
        assertThat(counted()).isEqualTo("{outcome=\"refused\",type=\"other\"} 1.0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "the token of the tests' Rocket.Chat ", "The token of the tests' Rocket.Chat"})
    void shouldTakeNothingWithoutTheToken(String token) {
        byte[] body = MESSAGE.getBytes(UTF_8);
        HttpResponse<String> answer = token.isEmpty()
                ? server.post(PATH, body)
                : server.post(
                        PATH, body, RocketChatWebhookEndpoint.TOKEN_HEADER, token + (token.endsWith(" ") ? "x" : ""));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(kept).isEmpty();
        assertThat(counted()).isEqualTo("{outcome=\"unauthorized\",type=\"other\"} 1.0\n");
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() {
        String padded =
                MESSAGE.replace("}]}", "}],\"pad\":\"" + "x".repeat(RocketChatWebhookEndpoint.MOST_BYTES) + "\"}");
        assertThat(post(padded).statusCode()).isEqualTo(413);
        assertThat(kept).isEmpty();
    }

    @Test
    void shouldBeAbsentWhereNoTokenIsSet() {
        assertThat(ApiServer.webhookRoutes(Optional.empty(), server.metrics)).isEmpty();
    }
}
