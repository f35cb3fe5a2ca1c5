package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.access.Decision;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.http.RunningServer.Raw;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server behaves at its limits, when it stops, and towards what is not even HTTP. */
@Timeout(60)
final class ApiServerTest {
    private static final HttpLimits FEW =
            new HttpLimits(16, 4, 2, Duration.ofSeconds(30), 8_192, Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** Answers that wait until the test says so. */
    private static final class Held implements Function<ChartQuestion, Charts.Result> {
        private final CountDownLatch begun;
        private final CountDownLatch released = new CountDownLatch(1);

        private Held(int begun) {
            this.begun = new CountDownLatch(begun);
        }

        @Override
        public Charts.Result apply(ChartQuestion question) {
            begun.countDown();
            try {
                released.await();
                return new Charts.Result.Unavailable("released");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return new Charts.Result.Unavailable("interrupted");
            }
        }

        private void awaitBegun() throws InterruptedException {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        }

        private void release() {
            released.countDown();
        }
    }

    static Stream<Arguments> notToBeAnswered() {
        String host = "Host: localhost\r\n";
        return Stream.of(
                Arguments.of("garbage\r\n\r\n", 400, "error-bad-request"),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n", 400, "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n\r\n", 400, "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n" + host + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n" + host + "se cret: x\r\n\r\n", 400, "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n" + host + " secret\r\n\r\n", 400, "error-bad-request"),
                Arguments.of(
                        "GET / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        400,
                        "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400, "error-bad-request"),
                Arguments.of("GET /secret%zz HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET /secret%ff HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET /secret%2f HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET /secret/..;/ HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET secret HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET /?secret#secret HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("S@CRET / HTTP/1.1\r\n" + host + "\r\n", 400, "error-bad-request"),
                Arguments.of("GET / HTTP/3.0\r\n" + host + "\r\n", 505, "error-bad-request"),
                Arguments.of("GET /secret\r\n\r\n", 505, "error-bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n" + host + "Expect: secret\r\n\r\n", 417, "error-bad-request"),
                Arguments.of(
                        "GET /?" + "secret".repeat(1_500) + " HTTP/1.1\r\n" + host + "\r\n", 414, "error-too-large"),
                Arguments.of(
                        "GET / HTTP/1.1\r\n" + host + "X-Secret: " + "secret".repeat(1_500) + "\r\n\r\n",
                        431,
                        "error-too-large"),
                Arguments.of(
                        "GET / HTTP/1.1\r\n" + host + "X-Secret: secret\r\n".repeat(1_000) + "\r\n",
                        431,
                        "error-too-large"));
    }

    @ParameterizedTest
    @MethodSource("notToBeAnswered")
    void shouldRevealNothingInWhatItRefusesBeforeAnyRoute(String request, int status, String errorType) {
        try (RunningServer server = new RunningServer()) {
            // Closed by the server whatever the request says: after this nothing on the connection can be trusted.
            Raw answer = server.raw(
                    request.startsWith("GET / HTTP/1.1\r\n") || status == 400
                            ? request.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                            : request);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body())
                    .startsWith("{\"success\":false,\"errorType\":\"" + errorType + "\",\"error\":\"")
                    .endsWith("\"}");
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("x-content-type-options", "nosniff")
                    .doesNotContainKeys("server", "set-cookie", "x-powered-by");
            assertThat(answer.head() + answer.body())
                    .doesNotContainIgnoringCase("jetty")
                    .doesNotContainIgnoringCase("javalin")
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContainIgnoringCase("secret")
                    .doesNotContain("\tat ", "org.", "<html");
        }
    }

    /** A session for whoever asks for a WebSocket would be memory for nothing, and a cookie. */
    @Test
    void shouldNotKnowWebSocketsNorSessions() {
        try (RunningServer server = new RunningServer()) {
            Raw answer = server.raw(String.join(
                    "\r\n",
                    "GET /health/live HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade, close",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    ""));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
            assertThat(answer.headers()).doesNotContainKeys("set-cookie", "upgrade");
        }
    }

    @Test
    void shouldAnswerHealthAndMetricsWhileChartsWaitAndRefuseWhatIsTooMany() throws Exception {
        Held held = new Held(FEW.charts());
        try (RunningServer server = new RunningServer(FEW)) {
            server.answers.answer = held;
            int asked = FEW.charts() + FEW.waitingCharts() + 1;
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, asked)
                    .mapToObj(i -> server.client()
                            .sendAsync(
                                    server.request("GET", CHARTS + "?" + QUESTION, AS_MANAGER),
                                    HttpResponse.BodyHandlers.ofString()))
                    .toList();
            held.awaitBegun();

            CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            HttpResponse<String> refused = answers.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .findFirst()
                    .orElseThrow();

            assertTooManyRequests(refused);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(server.get("/metrics").body()).contains("livechat_http_turned_away_total 1.0");
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(1);

            held.release();

            assertThat(answers.stream().map(CompletableFuture::join).filter(answer -> answer != refused))
                    .hasSize(asked - 1)
                    .allSatisfy(answer -> assertThat(answer.body()).contains("released"));
        } finally {
            held.release();
        }
    }

    /** A stream that counted as a question would take its place for as long as it is open. */
    @ParameterizedTest
    @ValueSource(strings = {LiveEndpoint.PATH, LiveEndpoint.PATH + "/"})
    void shouldAnswerWhileStreamsAreOpen(String path) throws Exception {
        HttpLimits one =
                new HttpLimits(16, 1, 10, Duration.ofMillis(50), 8_192, Duration.ofSeconds(30), Duration.ofSeconds(5));
        try (RunningServer server = new RunningServer(one)) {
            HttpResponse<InputStream> stream = server.client()
                    .send(server.request("GET", path, AS_MANAGER), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream events = stream.body()) {
                assertThat(stream.statusCode()).isEqualTo(200);
                assertThat(events.read()).as("the first event").isPositive();
                assertThat(server.get(CHARTS + "?" + QUESTION, AS_MANAGER).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void shouldNotLetAQuestionWaitForEver() throws Exception {
        Held held = new Held(1);
        HttpLimits one =
                new HttpLimits(16, 1, 10, Duration.ofMillis(50), 8_192, Duration.ofSeconds(30), Duration.ofSeconds(5));
        try (RunningServer server = new RunningServer(one)) {
            server.answers.answer = held;
            CompletableFuture<HttpResponse<String>> first = server.client()
                    .sendAsync(
                            server.request("GET", CHARTS + "?" + QUESTION, AS_MANAGER),
                            HttpResponse.BodyHandlers.ofString());
            held.awaitBegun();

            assertTooManyRequests(server.get(CHARTS + "?" + QUESTION, AS_MANAGER));

            held.release();
            assertThat(first.join().body()).contains("released");
        } finally {
            held.release();
        }
    }

    @Test
    void shouldAnswerWhatIsInFlightBeforeItStops() throws Exception {
        Held held = new Held(1);
        try (RunningServer server = new RunningServer()) {
            server.answers.answer = held;
            CompletableFuture<HttpResponse<String>> inFlight = server.client()
                    .sendAsync(
                            server.request("GET", CHARTS + "?" + QUESTION, AS_MANAGER),
                            HttpResponse.BodyHandlers.ofString());
            held.awaitBegun();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            awaitRefusal(server);
            assertThat(stopped).isNotDone();
            assertThat(inFlight).isNotDone();
            held.release();

            assertThat(inFlight.get(30, TimeUnit.SECONDS).body()).contains("released");
            stopped.get(30, TimeUnit.SECONDS);
        } finally {
            held.release();
        }
    }

    /** A request that does not end is interrupted; the process is about to end anyway. */
    @Test
    void shouldNotWaitLongerThanAllowedWhenItStops() throws Exception {
        Held held = new Held(1);
        HttpLimits impatient =
                new HttpLimits(16, 4, 2, Duration.ofSeconds(30), 8_192, Duration.ofSeconds(30), Duration.ofMillis(200));
        try (RunningServer server = new RunningServer(impatient)) {
            server.answers.answer = held;
            CompletableFuture<HttpResponse<String>> inFlight = server.client()
                    .sendAsync(
                            server.request("GET", CHARTS + "?" + QUESTION, AS_MANAGER),
                            HttpResponse.BodyHandlers.ofString());
            held.awaitBegun();
            long startNanos = System.nanoTime();

            server.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(10));
            assertThat(inFlight.handle((answer, failure) -> answer != null ? answer.body() : "cut off")
                            .get(30, TimeUnit.SECONDS))
                    .isIn(
                            "cut off",
                            "{\"success\":false,\"errorType\":\"error-stores-unavailable\",\"error\":\"interrupted\"}");
        } finally {
            held.release();
        }
    }

    @Test
    void shouldNotWaitForConnectionsWithoutARequestWhenItStops() throws Exception {
        RunningServer server = new RunningServer();
        try (Socket silent = server.connect();
                Socket kept = server.connect()) {
            kept.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(kept.getInputStream().read()).isEqualTo('H');
            long startNanos = System.nanoTime();

            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .isLessThan(HttpLimits.DEFAULT.stop().minusMillis(500));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /health/live HT", "GET /health/live HTTP/1.1\r\nHost: local"})
    void shouldCloseAConnectionOnWhichNothingComes(String begun) throws Exception {
        HttpLimits hasty =
                new HttpLimits(16, 4, 2, Duration.ofSeconds(30), 8_192, Duration.ofMillis(150), Duration.ofSeconds(5));
        try (RunningServer server = new RunningServer(hasty);
                Socket socket = server.connect()) {
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("200 OK");
        }
    }

    @Test
    void shouldKeepAConnectionForTheNextRequest() throws IOException {
        try (RunningServer server = new RunningServer();
                Socket socket = server.connect()) {
            String next = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String last = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((next + next + last).getBytes(StandardCharsets.US_ASCII));

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answers).containsPattern("(?s)200 OK.*200 OK.*404 Not Found");
        }
    }

    @Test
    void shouldSayWhichAddressCannotBeListenedAt() {
        Access access = (userId, token) -> Decision.NOT_LOGGED_IN;
        RunningServer.FakeAnswers answers = new RunningServer.FakeAnswers();
        try (RunningServer server = new RunningServer();
                Metrics metrics = new Metrics()) {
            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> ApiServer.start("127.0.0.1", server.port(), access, answers, metrics))
                    .withMessage("Cannot listen at 127.0.0.1:" + server.port()
                            + " (HTTP_HOST, HTTP_PORT): it is in use, not allowed, or not an address of this machine.");
            // An address of documentation, of no machine; and a text that is no address.
            for (String host : List.of("192.0.2.1", "no host")) {
                assertThatExceptionOfType(ListenException.class)
                        .isThrownBy(() -> ApiServer.start(host, 0, access, answers, metrics))
                        .withMessageStartingWith("Cannot listen at " + host + ":0 ");
            }
        }
    }

    private static void assertTooManyRequests(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"errorType\":\"error-stores-unavailable\",\"error\":\"The server is"
                        + " stopping or has too many requests to answer.\"}");
        assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    private static void awaitRefusal(RunningServer server) throws IOException {
        boolean listening = true;
        while (listening) {
            try {
                server.connect().close();
            } catch (SocketException refused) {
                // Or reset, where it was still in the queue of a listener that closed.
                listening = false;
            }
        }
    }
}
