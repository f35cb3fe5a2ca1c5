package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.AS_SELLER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.MANAGER_TOKEN;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.access.AllowedDepartments;
import dev.livechatmetrics.query.access.Decision;
import dev.livechatmetrics.query.cluster.PeerRoute;
import dev.livechatmetrics.query.source.WebhookIntake;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits, and the log of refusals, through the real server. */
final class GateTest {
    private static final String TARGET = CHARTS + "?" + QUESTION;

    private CapturedLog log;

    @BeforeEach
    void listen() {
        log = new CapturedLog();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private static RunningServer server(int requests, int failures, int proxies) {
        return new RunningServer(
                Listener.plain("127.0.0.1", 0),
                access -> new Gate(access, requests, failures, new ClientAddress(proxies)));
    }

    @Test
    void shouldRefuseAUserWhoAsksTooOftenAndNobodyElse() {
        try (RunningServer server = server(3, 0, 0)) {
            for (int left = 2; left >= 0; left--) {
                HttpResponse<String> answer = server.get(TARGET, AS_MANAGER);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("3");
                assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains(Integer.toString(left));
            }
            long before = System.currentTimeMillis();

            HttpResponse<String> refused = server.get(TARGET, AS_MANAGER);

            assertThat(refused.statusCode()).isEqualTo(429);
            long seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
            assertThat(seconds).isBetween(1L, 20L);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"success\":false,\"error\":\"Error, too many requests. Please slow down. You must wait "
                                    + seconds
                                    + " seconds before trying this endpoint again. [error-too-many-requests]\"}");
            assertThat(refused.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow())
                    .isBetween(before, before + 61_000);
            assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(server.answers.asked).hasSize(3);
            assertThat(server.get(TARGET, AS_SELLER).statusCode()).isEqualTo(200);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldLimitWhoMayNotAskAtAll() {
        try (RunningServer server = server(1, 0, 0)) {
            assertThat(server.get(TARGET, AS_AGENT).statusCode()).isEqualTo(403);
            assertThat(server.get(TARGET, AS_AGENT).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void shouldTakeNoMoreGuessesFromAnAddressThatGuessedWrong() {
        try (RunningServer server = server(0, 2, 0)) {
            for (String guess : List.of("a", "b")) {
                assertThat(server.get(TARGET, "X-User-Id", MANAGER, "X-Auth-Token", guess)
                                .statusCode())
                        .isEqualTo(401);
            }
            HttpResponse<String> refused = server.get(TARGET, AS_MANAGER);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.answers.asked).isEmpty();
        }
    }

    @Test
    void shouldNotTakeTheAbsenceOfATokenForAGuess() {
        try (RunningServer server = server(0, 1, 0)) {
            server.get(TARGET);
            server.get(TARGET, "X-User-Id", MANAGER);
            assertThat(server.get(TARGET, AS_MANAGER).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldTellAddressesApartAsTheLastProxySeesThem() {
        try (RunningServer server = server(0, 1, 1)) {
            String[] wrong =
                    with("X-Forwarded-For", "9.9.9.9, 10.0.0.1", "X-User-Id", MANAGER, "X-Auth-Token", "wrong");
            assertThat(server.get(TARGET, wrong).statusCode()).isEqualTo(401);

            // What a client writes before the proxy's own entry changes nothing.
            assertThat(server.get(TARGET, manager("8.8.8.8, 10.0.0.1")).statusCode())
                    .isEqualTo(429);
            assertThat(server.get(TARGET, manager("10.0.0.1, 10.0.0.2")).statusCode())
                    .isEqualTo(200);
            assertThat(log.lines()).anyMatch(line -> line.contains("address=10.0.0.1"));
        }
    }

    @Test
    void shouldLogARefusalWithoutTokenAndWithAHashOfTheUser() {
        try (RunningServer server = server(0, 0, 1)) {
            server.get(TARGET, AS_AGENT);
            server.get(TARGET + "&departmentId=billing", AS_SELLER);
            server.get(TARGET);
            server.get(TARGET, with("X-Forwarded-For", "x user=y", "X-User-Id", MANAGER, "X-Auth-Token", "wrong"));
            server.get(TARGET, with("X-User-Id", MANAGER + " status=200", "X-Auth-Token", MANAGER_TOKEN));
        }

        // printf %s agentUserIdOf17chr | sha256sum | cut -c1-12
        assertThat(refusals())
                .hasSize(5)
                .anyMatch(line -> line.matches("WARN time=\\S+Z route=" + CHARTS
                        + " status=403 reason=no-permission user=d446b341b828 address=127.0.0.1"))
                .anyMatch(line -> line.contains("reason=other-department"))
                .anyMatch(line -> line.contains("reason=no-credentials user=none"))
                .anyMatch(line -> line.contains("reason=unknown-credentials") && line.endsWith("address=unreadable"))
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(
                                RunningServer.AGENT, RunningServer.AGENT_TOKEN, MANAGER_TOKEN, "billing", "=y"));
    }

    @Test
    void shouldSayThatTheJudgeCannotBeAsked() {
        AtomicReference<Decision> decision = new AtomicReference<>(new Decision.Unknown("Nobody can be asked now."));
        try (RunningServer server = new RunningServer(
                Listener.plain("127.0.0.1", 0), file -> Gate.unlimited((user, token) -> decision.get()))) {
            HttpResponse<String> answer = server.get(TARGET, AS_MANAGER);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body())
                    .isEqualTo("{\"success\":false,\"errorType\":\"error-access-unavailable\",\"error\":\"Nobody can be"
                            + " asked now.\"}");
            assertThat(server.answers.asked).isEmpty();
        }
    }

    @Test
    void shouldLogRefusalsOfRoutesThatKnowByThemselvesWhoMayAsk() throws Exception {
        RunningServer.FakePartitions peers = new RunningServer.FakePartitions(Optional.of("secret"));
        try (Metrics metrics = new Metrics();
                ApiServer server = ApiServer.start(
                        Listener.plain("127.0.0.1", 0),
                        Gate.unlimited((user, token) -> Decision.NOT_LOGGED_IN),
                        new RunningServer.FakeAnswers(),
                        peers,
                        Optional.of(new WebhookIntake("token")),
                        metrics)) {
            for (String path : List.of(PeerRoute.PATH, RocketChatWebhookEndpoint.PATH)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

                assertThat(refusals())
                        .anyMatch(line -> line.contains("route=" + path + " status=401 reason=unknown-credentials"));
            }
        }
    }

    /** For answers that go on for long. */
    @Test
    void shouldSayWhetherWhatWasPermittedStillIs() throws Exception {
        AtomicReference<Decision> decision = new AtomicReference<>(new Decision.Allowed(AllowedDepartments.ALL));
        AtomicReference<Permit> given = new AtomicReference<>();
        Gate gate = Gate.unlimited((user, token) -> decision.get());
        try (Metrics metrics = new Metrics();
                ApiServer server = ApiServer.start(
                        "127.0.0.1",
                        0,
                        Map.of("/long", gate.before((context, permit) -> given.set(permit))),
                        metrics)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/long"))
                    .headers(AS_MANAGER)
                    .build();
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

            assertThat(given.get().holds()).isTrue();
            for (Decision other : List.of(
                    new Decision.Allowed(AllowedDepartments.of(List.of("sales"))),
                    Decision.NO_PERMISSION,
                    Decision.NOT_LOGGED_IN,
                    new Decision.Unknown("why"))) {
                decision.set(other);
                assertThat(given.get().holds()).isFalse();
            }
        }
    }

    private List<String> refusals() {
        return log.lines().stream().filter(line -> line.contains(" route=")).toList();
    }

    private static String[] manager(String forwarded) {
        return with("X-Forwarded-For", forwarded, "X-User-Id", MANAGER, "X-Auth-Token", MANAGER_TOKEN);
    }

    private static String[] with(String... headers) {
        return Stream.of(headers).toArray(String[]::new);
    }
}
