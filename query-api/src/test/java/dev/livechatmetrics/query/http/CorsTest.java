package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorsTest {
    private static final String ORIGIN = "https://intranet.example.com";
    private static final String TARGET = CHARTS + "?" + QUESTION;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(
                new Listener("127.0.0.1", 0, "", Optional.empty(), Set.of(ORIGIN, "http://localhost:3000")),
                Gate::unlimited);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String[] from(String origin, String... more) {
        return Stream.concat(Stream.of("Origin", origin), Arrays.stream(more)).toArray(String[]::new);
    }

    private static HttpResponse<String> preflight(String target, String origin) {
        return server.send(
                "OPTIONS",
                target,
                from(
                        origin,
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "x-auth-token,x-user-id"));
    }

    private static Stream<String> ofCors(HttpHeaders headers) {
        return headers.map().keySet().stream().filter(name -> name.startsWith("access-control-"));
    }

    @Test
    void shouldLetAPageOfTheListAsk() {
        HttpHeaders allowed = preflight(TARGET, ORIGIN).headers();

        assertThat(allowed.firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(allowed.firstValue("Access-Control-Allow-Headers"))
                .contains("X-User-Id, X-Auth-Token, X-Metrics-Position, Last-Event-ID");
        assertThat(allowed.firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD");
        assertThat(allowed.firstValue("Vary")).contains("Origin");

        HttpResponse<String> answer = server.get(TARGET, from(ORIGIN, AS_MANAGER));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("X-Metrics-Position", "X-RateLimit-Remaining", "Retry-After");
    }

    @Test
    void shouldLetAPageOfTheListReadWhyItIsRefused() {
        HttpResponse<String> answer = server.get(TARGET, from(ORIGIN));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://intranet.example.com.evil.example",
                "https://evil.example",
                "http://intranet.example.com",
                "https://intranet.example.com:8443",
                "HTTPS://INTRANET.EXAMPLE.COM",
                "null",
                "*"
            })
    void shouldSayNothingToAnyOtherPage(String origin) {
        assertThat(ofCors(preflight(TARGET, origin).headers())).isEmpty();

        HttpHeaders headers = server.get(TARGET, from(origin, AS_MANAGER)).headers();
        assertThat(ofCors(headers)).isEmpty();
        assertThat(headers.firstValue("Vary")).contains("Origin");
    }

    @Test
    void shouldNeverAllowCookies() {
        assertThat(preflight(TARGET, ORIGIN).headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(server.get(TARGET, from(ORIGIN, AS_MANAGER))
                        .headers()
                        .firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health/ready", "/internal/v1/buckets", "/"})
    void shouldKeepWhatIsNotTheApiToItself(String path) {
        assertThat(ofCors(preflight(path, ORIGIN).headers())).isEmpty();
    }

    @Test
    void shouldDoNothingOfTheKindWithoutAList() {
        try (RunningServer alone = new RunningServer()) {
            HttpHeaders headers = alone.get(TARGET, from(ORIGIN, AS_MANAGER)).headers();

            assertThat(ofCors(headers)).isEmpty();
            assertThat(headers.firstValue("Vary")).isEmpty();
            assertThat(alone.send("OPTIONS", TARGET, from(ORIGIN)).statusCode()).isEqualTo(405);
        }
    }
}
