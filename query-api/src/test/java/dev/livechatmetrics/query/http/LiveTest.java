package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.access.AllowedDepartments;
import dev.livechatmetrics.query.access.Decision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live streams of a real server over what is told by hand. */
final class LiveTest {
    private static final int DASHBOARDS = 200;
    private static final int ROOM = DASHBOARDS + 2;

    /** What is promised. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final LiveLimits LIMITS = new LiveLimits(
            ROOM,
            DASHBOARDS,
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(800),
            4 << 10);

    private static final Decision ALLOWED = new Decision.Allowed(AllowedDepartments.ALL);

    private final Metrics metrics = new Metrics();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile LiveUpdate now = update("first");
    private volatile Decision decision = ALLOWED;
    private ApiServer server;

    @BeforeEach
    void start() {
        LiveSource source = () -> {
            looks.incrementAndGet();
            return now;
        };
        LiveStreams streams = new LiveStreams(source, LIMITS, metrics);
        server = ApiServer.start(
                "127.0.0.1",
                0,
                Map.of(
                        LiveEndpoint.PATH,
                        Gate.unlimited((userId, token) -> decision).before(new LiveEndpoint(streams))),
                metrics);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void shouldTellManyWithinASecondThroughOneWatcher() {
        List<LiveReader> readers = open(DASHBOARDS);
        within(PATIENCE).untilAsserted(() -> assertAllKnow(readers, "first"));
        int before = looks.get();

        now = update("second");

        within(A_SECOND).untilAsserted(() -> assertAllKnow(readers, "second"));
        assertThat(looks.get() - before).isLessThan(12);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.ids()).containsExactly("first", "second"));
        assertThat(exported("livechat_live_streams")).isEqualTo(DASHBOARDS);
    }

    @Test
    void shouldSayNothingButThatItLivesWhileNothingChanges() {
        LiveReader reader = open();
        within(PATIENCE).untilAsserted(() -> assertThat(reader.ids()).containsExactly("first"));

        within(PATIENCE).until(() -> reader.comments() > 3);

        assertThat(reader.ids()).containsExactly("first");
    }

    @Test
    void shouldCutOffWhoDoesNotReadAndNobodyElse() throws IOException {
        List<LiveReader> readers = open(5);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1 << 10);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            slow.getOutputStream()
                    .write(("GET " + LiveEndpoint.PATH
                                    + " HTTP/1.1\r\nHost: localhost\r\nX-User-Id: somebody\r\nX-Auth-Token: any\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            within(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(exported("livechat_live_streams")).isEqualTo(6));

            AtomicInteger updates = new AtomicInteger();
            within(PATIENCE).untilAsserted(() -> {
                now = new LiveUpdate("n" + updates.incrementAndGet(), longEvent("n" + updates));
                assertThat(exported("livechat_live_streams_cut_total{reason=\"slow\"}"))
                        .isEqualTo(1);
            });
            assertThat(exported("livechat_live_streams")).isEqualTo(5);
        }
        now = update("last");
        within(PATIENCE).untilAsserted(() -> assertAllKnow(readers, "last"));
        assertThat(readers).noneMatch(LiveReader::hasEnded);
    }

    @Test
    void shouldResume() {
        LiveReader first = open();
        within(PATIENCE).untilAsserted(() -> assertThat(first.ids()).containsExactly("first"));

        LiveReader unchanged = open("Last-Event-ID", "first");
        LiveReader missed = open("Last-Event-ID", "an earlier one");
        within(PATIENCE).untilAsserted(() -> assertThat(missed.ids()).containsExactly("first"));
        within(PATIENCE).until(() -> unchanged.comments() > 2);
        assertThat(unchanged.ids()).isEmpty();

        now = update("second");
        within(PATIENCE).untilAsserted(() -> assertThat(unchanged.ids()).containsExactly("second"));
    }

    @Test
    void shouldSayWhenChartsCannotBeAnsweredAndWhenTheyCanAgain() {
        LiveReader reader = open();
        within(PATIENCE).untilAsserted(() -> assertThat(reader.ids()).containsExactly("first"));

        now = LiveUpdate.unavailable("These partitions cannot be read now: 2 (\"why\").");
        within(PATIENCE)
                .untilAsserted(() -> assertThat(reader.unavailable())
                        .containsExactly("{\"reason\":\"These partitions cannot be read now: 2 (\\\"why\\\").\"}"));

        now = update("first");
        within(PATIENCE).untilAsserted(() -> assertThat(reader.ids()).containsExactly("first", "first"));
    }

    @Test
    void shouldGoOnAfterALookThatFailed() {
        LiveReader reader = open();
        within(PATIENCE).untilAsserted(() -> assertThat(reader.ids()).containsExactly("first"));

        now = null;
        int before = looks.get();
        within(PATIENCE).until(() -> looks.get() > before + 2);
        now = update("second");

        within(PATIENCE).untilAsserted(() -> assertThat(reader.latestId()).isEqualTo("second"));
    }

    @Test
    void shouldRefuseMoreThanItHasRoomForUntilOneLeaves() throws Exception {
        List<LiveReader> readers = Stream.concat(open(DASHBOARDS).stream(), open(2, "somebody else").stream())
                .toList();
        within(PATIENCE).untilAsserted(() -> assertAllKnow(readers, "first"));

        HttpResponse<String> refused = client.send(requestOf("a third one"), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body()).contains("error-too-many-streams");

        readers.get(0).leave();
        within(PATIENCE)
                .untilAsserted(
                        () -> assertThat(exported("livechat_live_streams")).isEqualTo(ROOM - 1));
        LiveReader next = open();
        within(PATIENCE).untilAsserted(() -> assertThat(next.ids()).containsExactly("first"));
    }

    @Test
    void shouldLeaveRoomForOthersWhateverOneUserOpens() throws Exception {
        List<LiveReader> readers = open(DASHBOARDS);
        within(PATIENCE).untilAsserted(() -> assertAllKnow(readers, "first"));

        HttpResponse<String> refused;
        try (CapturedLog log = new CapturedLog()) {
            refused = client.send(request(), HttpResponse.BodyHandlers.ofString());
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(" route="))
                    .singleElement()
                    .asString()
                    .contains("status=429 reason=too-many-streams");
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(refused.body()).contains("error-too-many-streams");
        LiveReader other = open(1, "somebody else").get(0);
        within(PATIENCE).untilAsserted(() -> assertThat(other.ids()).containsExactly("first"));

        readers.get(0).leave();
        within(PATIENCE)
                .untilAsserted(
                        () -> assertThat(exported("livechat_live_streams")).isEqualTo(DASHBOARDS));
        LiveReader next = open();
        within(PATIENCE).untilAsserted(() -> assertThat(next.ids()).containsExactly("first"));
    }

    @Test
    void shouldEndTheStreamsOfWhoMayNotListenAnyMore() {
        LiveReader reader = open();
        within(PATIENCE).untilAsserted(() -> assertThat(reader.ids()).containsExactly("first"));

        decision = Decision.NO_PERMISSION;

        within(PATIENCE).until(reader::hasEnded);
        assertThat(reader.isBroken()).isFalse();
        assertThat(exported("livechat_live_streams_cut_total{reason=\"access\"}"))
                .isEqualTo(1);
    }

    @Test
    void shouldAnswerStrangersAsChartsDoAndNoOneWithoutABody() throws Exception {
        decision = Decision.NOT_LOGGED_IN;
        HttpResponse<String> stranger = client.send(request(), HttpResponse.BodyHandlers.ofString());
        decision = Decision.NO_PERMISSION;
        HttpResponse<String> other = client.send(request(), HttpResponse.BodyHandlers.ofString());
        decision = ALLOWED;
        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(request(), (name, value) -> true)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).isEqualTo(ErrorBody.NOT_LOGGED_IN.json());
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).isEqualTo(ErrorBody.NO_PERMISSION.json());
        assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(exported("livechat_live_streams")).isZero();
    }

    @Test
    void shouldStopAtOnceWithStreamsOpen() {
        List<LiveReader> readers = open(20);
        within(PATIENCE).untilAsserted(() -> assertAllKnow(readers, "first"));

        long beganNanos = System.nanoTime();
        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(HttpLimits.DEFAULT.stop());
        within(PATIENCE).until(() -> readers.stream().allMatch(LiveReader::hasEnded));
        assertThat(readers).noneMatch(LiveReader::isBroken);
    }

    private static ConditionFactory within(Duration patience) {
        return await().atMost(patience).pollInterval(Duration.ofMillis(20));
    }

    private static void assertAllKnow(List<LiveReader> readers, String id) {
        assertThat(readers).allSatisfy(reader -> assertThat(reader.latestId()).isEqualTo(id));
    }

    private List<LiveReader> open(int count) {
        return IntStream.range(0, count).mapToObj(i -> open()).toList();
    }

    private List<LiveReader> open(int count, String userId) {
        return IntStream.range(0, count)
                .mapToObj(i -> LiveReader.open(client, requestOf(userId)))
                .toList();
    }

    private HttpRequest requestOf(String userId) {
        return HttpRequest.newBuilder(request(), (name, value) -> true)
                .setHeader("X-User-Id", userId)
                .build();
    }

    private LiveReader open(String... headers) {
        return LiveReader.open(client, request(headers));
    }

    private HttpRequest request(String... headers) {
        URI address = URI.create("http://127.0.0.1:" + server.port() + LiveEndpoint.PATH);
        return HttpRequest.newBuilder(address)
                .headers(Stream.concat(
                                Stream.of(
                                        "Accept",
                                        LiveEndpoint.CONTENT_TYPE,
                                        "X-User-Id",
                                        "somebody",
                                        "X-Auth-Token",
                                        "any"),
                                Stream.of(headers))
                        .toArray(String[]::new))
                .build();
    }

    private double exported(String metric) {
        return metrics.scraped()
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static LiveUpdate update(String id) {
        return LiveUpdate.changed(id, Instant.EPOCH);
    }

    /** Fills what the system keeps for a reader sooner. */
    private static byte[] longEvent(String id) {
        return ("event: changed\nid: " + id + "\ndata: " + "x".repeat(4_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
