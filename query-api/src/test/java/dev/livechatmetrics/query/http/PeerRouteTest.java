package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.cluster.HttpPeers;
import dev.livechatmetrics.query.cluster.PartitionAsk;
import dev.livechatmetrics.query.cluster.PeerResult;
import dev.livechatmetrics.query.cluster.PeerRoute;
import dev.livechatmetrics.query.cluster.PeerSeal;
import dev.livechatmetrics.query.cluster.Peers;
import dev.livechatmetrics.query.cluster.ToldPartitions;
import dev.livechatmetrics.streams.aggregate.Aggregate;
import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real client of other instances against the real server; the partitions behind it are fake. */
final class PeerRouteTest {
    private static final BucketsQuery QUERY =
            new BucketsQuery("sales", ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2));
    private static final Map<Integer, PartitionAsk> ASKS =
            Map.of(1, new PartitionAsk(false, InputPosition.START), 2, new PartitionAsk(true, new InputPosition(5, 6)));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Bucket SOME = new Bucket(new Aggregate(3, 4, 5, 1, -6, 1, 7, 1, 8, 1, 9), Long.MIN_VALUE / 4);

    private final RunningServer server = new RunningServer();
    private final Endpoint address = new Endpoint("127.0.0.1", server.port());
    private final List<PeerResult> results = new CopyOnWriteArrayList<>();
    private CapturedLog log;

    @BeforeEach
    void listen() {
        log = new CapturedLog();
    }

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    @Test
    void shouldAnswerWhatThePartitionsAnswer() {
        Map<Integer, PartitionRead<Partial<BucketSums>>> reads = Map.of(
                1,
                new Answer<>(
                        new Partial<>(ToldPartitions.buckets(List.of(SOME, Bucket.EMPTY)), new InputPosition(7, 8), 0)),
                2,
                new Answer<>(new Partial<>(
                        ToldPartitions.buckets(List.of(Bucket.EMPTY, SOME)), new InputPosition(9, 10), 250)));
        server.peers.told = (query, asks) -> {
            assertThat(query).isEqualTo(QUERY.resolved());
            assertThat(asks).isEqualTo(ASKS);
            return reads;
        };

        assertThat(ask(peers(RunningServer.SECRET), address, LONG)).isEqualTo(new Peers.Reply<>(true, reads));
        assertThat(results).containsExactly(PeerResult.ANSWERED);
    }

    @Test
    void shouldNameWhatTheInstanceDoesNotHave() {
        server.peers.told = (query, asks) -> Map.of(1, new Missing<>("why"));

        assertThat(ask(peers(RunningServer.SECRET), address, LONG).reads())
                .isEqualTo(Map.of(1, new Missing<>("why"), 2, new Missing<>("no result")));
        assertThat(results).containsExactly(PeerResult.PARTLY_MISSING);
    }

    @Test
    void shouldSayThatTheSecretsDiffer() {
        assertMissing(
                ask(peers("another secret"), address, LONG),
                true,
                "refuses this instance's signature: the PEER_SECRET of the two is not the same");
        assertThat(results).containsExactly(PeerResult.UNAUTHORIZED);
        assertWarned(
                "refuses this instance's signature: the PEER_SECRET of the two is not the same. Set the same PEER_SECRET at every instance.");
        assertThat(log.lines())
                .noneMatch(line -> line.contains("another secret") || line.contains(RunningServer.SECRET));
    }

    @Test
    void shouldSayWhatManyQuestionsMeetOnceOnly() {
        Peers peers = peers("another secret");
        for (int i = 0; i < 20; i++) {
            ask(peers, address, LONG);
        }

        assertThat(log.lines()).filteredOn(line -> line.contains("PEER_SECRET")).hasSize(1);
    }

    @Test
    void shouldSayThatTheOtherSharesNoSecret() {
        try (RunningServer closed =
                new RunningServer(HttpLimits.DEFAULT, new RunningServer.FakePartitions(Optional.empty()))) {
            assertMissing(
                    ask(peers(RunningServer.SECRET), new Endpoint("127.0.0.1", closed.port()), LONG),
                    true,
                    "answers no other instance: PEER_SECRET is not set there, or something else listens at this address");
            assertThat(closed.send("POST", PeerRoute.PATH).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldSayThatAnAddressLeadsNowhere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertMissing(
                ask(peers(RunningServer.SECRET), new Endpoint("127.0.0.1", free), LONG),
                false,
                "cannot be reached; it is down, or its APPLICATION_SERVER is not an address from here");
        assertMissing(
                ask(peers(RunningServer.SECRET), new Endpoint("no-such-host.invalid", 80), LONG),
                false,
                "cannot be reached; it is down, or its APPLICATION_SERVER is not an address from here");
        assertThat(results).containsExactly(PeerResult.UNREACHABLE, PeerResult.UNREACHABLE);
        assertWarned("The instance at no-such-host.invalid:80 cannot be reached.");
    }

    @Test
    void shouldNotWaitLongerThanItMay() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertMissing(
                    ask(
                            peers(RunningServer.SECRET),
                            new Endpoint("127.0.0.1", silent.getLocalPort()),
                            Duration.ofMillis(20)),
                    false,
                    "does not answer within 20 ms");
            assertThat(log.lines())
                    .as("so little time says nothing of the other")
                    .isEmpty();
            assertMissing(
                    ask(
                            peers(RunningServer.SECRET),
                            new Endpoint("127.0.0.1", silent.getLocalPort()),
                            Duration.ofMillis(50)),
                    false,
                    "does not answer within 50 ms");
            assertWarned("The instance at 127.0.0.1:" + silent.getLocalPort() + " does not answer in time.");
        }
        assertThat(results).containsExactly(PeerResult.TIMED_OUT, PeerResult.TIMED_OUT);
    }

    @Test
    void shouldNotWaitForAnInstanceThatHangsInTheMiddle() {
        CountDownLatch released = new CountDownLatch(1);
        server.peers.told = (query, asks) -> {
            awaitRelease(released);
            return Map.of();
        };

        assertMissing(
                ask(peers(RunningServer.SECRET), address, Duration.ofMillis(100)),
                false,
                "does not answer within 100 ms");
        released.countDown();
    }

    @Test
    void shouldRefuseStrangers() {
        HttpResponse<String> unsigned = server.send("POST", PeerRoute.PATH);

        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(unsigned.body())
                .isEqualTo("{\"success\":false,\"errorType\":\"error-unauthorized\",\"error\":\"This path answers"
                        + " instances that share PEER_SECRET alone.\"}");
        assertThat(server.send("POST", PeerRoute.PATH, RunningServer.AS_MANAGER).statusCode())
                .as("a user is no instance")
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() {
        assertThat(server.post(PeerRoute.PATH, new byte[PeerRoute.MOST_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(server.post(PeerRoute.PATH, new byte[PeerRoute.MOST_BYTES]).statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldCountCalls() {
        server.metrics.called(PeerResult.PARTLY_MISSING, Duration.ofMillis(3));

        assertThat(server.get("/metrics").body())
                .contains("livechat_peer_calls_seconds_count{result=\"partly-missing\"} 1")
                .contains("livechat_peer_calls_seconds_count{result=\"answered\"} 0");
    }

    private static void awaitRelease(CountDownLatch released) {
        try {
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private Peers peers(String secret) {
        return HttpPeers.of(
                Optional.empty(),
                new PeerSeal(secret),
                RunningServer.APPLICATION_ID,
                (result, took) -> results.add(result));
    }

    private static Peers.Reply<BucketSums> ask(Peers peers, Endpoint address, Duration time) {
        return peers.ask(address, QUERY, ASKS, time).join();
    }

    private static void assertMissing(Peers.Reply<BucketSums> reply, boolean reached, String reason) {
        assertThat(reply)
                .isEqualTo(new Peers.Reply<>(reached, Map.of(1, new Missing<>(reason), 2, new Missing<>(reason))));
    }

    private void assertWarned(String sentence) {
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN ") && line.contains(sentence));
    }
}
