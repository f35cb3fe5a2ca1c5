package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.access.UsersFile;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.PartitionAsk;
import dev.livechatmetrics.query.cluster.PeerDoor;
import dev.livechatmetrics.query.cluster.PeerSeal;
import dev.livechatmetrics.query.cluster.ToldPartitions;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Cursors;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesQuestion;
import dev.livechatmetrics.query.source.WebhookIntake;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The real server on a free port, with a real file of users: a manager, who may see the charts, and an agent, who may
 * not. What it answers from is fake: Kafka Streams has no part in these tests.
 */
final class RunningServer implements AutoCloseable {
    static final String APPLICATION_ID = "of-the-tests";
    static final String SECRET = "the secret of the tests";
    static final String WEBHOOK_TOKEN = "the token of the tests' Rocket.Chat";
    static final String CHARTS = ChartsDataEndpoint.PATHS.get(0);
    static final String MANAGER = "managerUserId17chr";
    static final String MANAGER_TOKEN = "manager-Token_ZmFrZSB0b2tlbiBvZiBhIG1hbmFnZXI";
    static final String AGENT = "agentUserIdOf17chr";
    static final String AGENT_TOKEN = "agent-Token_ZmFrZSB0b2tlbiBvZiBhbiBhZ2VudA";
    static final String SELLER = "sellerUserIdOf17ch";
    static final String SELLER_TOKEN = "seller-Token_ZmFrZSB0b2tlbiBvZiBhIHNlbGxlcg";
    static final String NEWCOMER = "newcomerIdOf17char";
    static final String NEWCOMER_TOKEN = "newcomer-Token_ZmFrZSB0b2tlbiBvZiBhIG5ld2NvbWVy";
    static final String[] AS_MANAGER = {"X-User-Id", MANAGER, "X-Auth-Token", MANAGER_TOKEN};
    static final String[] AS_AGENT = {"X-User-Id", AGENT, "X-Auth-Token", AGENT_TOKEN};
    /** May hear of sales, of support, and of conversations without a department. */
    static final String[] AS_SELLER = {"X-User-Id", SELLER, "X-Auth-Token", SELLER_TOKEN};
    /** May hear of no department yet. */
    static final String[] AS_NEWCOMER = {"X-User-Id", NEWCOMER, "X-Auth-Token", NEWCOMER_TOKEN};

    /** A question that is answered with {@link #BODY}. */
    static final String QUESTION = "chartName=Total_conversations&start=2025-10-01&end=2025-10-02";

    static final String BODY =
            "{\"chartLabel\":\"Total_conversations\",\"dataLabels\":[\"10/1\",\"10/2\"],\"dataPoints\":[1,0.25],"
                    + "\"success\":true}";

    /** Up to which that answer has read. */
    static final InputPositions POSITIONS =
            InputPositions.parse("conversations=12,,7;messages=40,3,9").orElseThrow();

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Metrics metrics = new Metrics();
    final FakeAnswers answers = new FakeAnswers();
    final FakePartitions peers;
    final WebhookIntake webhooks = new WebhookIntake(WEBHOOK_TOKEN);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path usersFile;
    private final ApiServer server;
    final Map<String, Handler> routes;

    /** Answers what it is told to, and remembers what it was asked. */
    static final class FakeAnswers implements Answers {
        private static final Listed<SortedMap<String, Long>> NO_DEPARTMENTS =
                new Listed.Whole<>(new TreeMap<>(), POSITIONS, 0);
        static final Cursors CURSORS = Cursors.ofThisProcess();
        private static final Series.Result NO_SERIES = new Series.Result.Unavailable("nothing is told");
        private static final Listed<ConversationPage> NO_CONVERSATIONS =
                new Listed.Whole<>(new ConversationPage(List.of(), Optional.empty()), POSITIONS, 0);

        volatile Function<ChartQuestion, Charts.Result> answer = FakeAnswers::body;
        volatile Listed<SortedMap<String, Long>> departments = NO_DEPARTMENTS;
        volatile Listed<ConversationPage> conversations = NO_CONVERSATIONS;
        volatile String notReadyReason;
        final List<ChartQuestion> asked = new CopyOnWriteArrayList<>();
        volatile Series.Result series = NO_SERIES;
        final List<SeriesQuestion> askedForSeries = new CopyOnWriteArrayList<>();
        final List<ConversationsQuestion> askedForConversations = new CopyOnWriteArrayList<>();
        final List<InputPositions> askedFor = new CopyOnWriteArrayList<>();

        /** As if nothing had been asked or told. */
        void reset() {
            answer = FakeAnswers::body;
            notReadyReason = null;
            departments = NO_DEPARTMENTS;
            conversations = NO_CONVERSATIONS;
            series = NO_SERIES;
            askedForSeries.clear();
            askedForConversations.clear();
            asked.clear();
            askedFor.clear();
        }

        private static Charts.Result body(ChartQuestion question) {
            return new Charts.Result.Chart(
                    new ChartBody(ChartName.Total_conversations, List.of("10/1", "10/2"), 1.0, 0.25), POSITIONS, 0);
        }

        @Override
        public Charts.Result answer(ChartQuestion question, InputPositions atLeast) {
            asked.add(question);
            askedFor.add(atLeast);
            return answer.apply(question);
        }

        @Override
        public ZoneId reportingZone() {
            return ZONE;
        }

        @Override
        public Series.Result series(SeriesQuestion question, InputPositions atLeast) {
            askedForSeries.add(question);
            askedFor.add(atLeast);
            return series;
        }

        @Override
        public Listed<SortedMap<String, Long>> departments(InputPositions atLeast) {
            askedFor.add(atLeast);
            return departments;
        }

        @Override
        public Listed<ConversationPage> conversations(ConversationsQuestion question, InputPositions atLeast) {
            askedForConversations.add(question);
            askedFor.add(atLeast);
            return conversations;
        }

        @Override
        public Cursors cursors() {
            return CURSORS;
        }

        @Override
        public String notReadyReason() {
            return notReadyReason;
        }
    }

    /** Answers other instances as an instance does, but from partitions that are fake. */
    static final class FakePartitions implements PeerAnswers {
        private final Optional<PeerDoor> door;
        volatile BiFunction<
                        PartitionQuery<?>, Map<Integer, PartitionAsk>, Map<Integer, PartitionRead<Partial<BucketSums>>>>
                told = (query, asks) -> Map.of();

        FakePartitions(Optional<String> secret) {
            door = secret.map(text -> new PeerDoor(
                    new PeerSeal(text),
                    APPLICATION_ID,
                    new ToldPartitions((query, asks) -> told.apply(query, asks)),
                    Clock.systemUTC()));
        }

        @Override
        public boolean sharesSecret() {
            return door.isPresent();
        }

        @Override
        public PeerDoor.Reply answer(PeerDoor.Call call) {
            return door.orElseThrow().answer(call);
        }
    }

    /** A response off the wire: the head as it came, the headers by lower-case name, the bytes after the empty line. */
    record Raw(String head, Map<String, String> headers, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }

    RunningServer() {
        this(HttpLimits.DEFAULT);
    }

    RunningServer(HttpLimits limits) {
        this(limits, new FakePartitions(Optional.of(SECRET)));
    }

    RunningServer(HttpLimits limits, FakePartitions peers) {
        this(limits, peers, Listener.plain("127.0.0.1", 0), Gate::unlimited);
    }

    /** {@code gate}: made of what decides who may ask. */
    RunningServer(Listener listener, Function<Access, Gate> gate) {
        this(HttpLimits.DEFAULT, new FakePartitions(Optional.of(SECRET)), listener, gate);
    }

    private RunningServer(HttpLimits limits, FakePartitions peers, Listener listener, Function<Access, Gate> gate) {
        this.peers = peers;
        try {
            usersFile = Files.createTempFile("users", ".json");
            Files.writeString(
                    usersFile,
                    "{\"users\":[" + user(MANAGER, MANAGER_TOKEN, "\"view-livechat-manager\"") + ","
                            + user(AGENT, AGENT_TOKEN, "\"view-l-room\"") + ","
                            + limited(SELLER, SELLER_TOKEN, "\"sales\",\"support\",\"\"") + ","
                            + limited(NEWCOMER, NEWCOMER_TOKEN, "") + "]}");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        routes = ApiServer.routes(gate.apply(new UsersFile(usersFile)), answers, metrics);
        server = ApiServer.start(listener, routes, posts(), metrics, limits);
    }

    private Map<String, Handler> posts() {
        Map<String, Handler> posts = new TreeMap<>(ApiServer.peerRoutes(peers));
        posts.putAll(ApiServer.webhookRoutes(Optional.of(webhooks), metrics));
        return posts;
    }

    static String user(String userId, String token, String permissions) {
        return "{\"userId\":\"" + userId + "\",\"hashedToken\":\"" + hashed(token) + "\",\"permissions\":["
                + permissions + "]}";
    }

    /** A manager of those departments alone. */
    static String limited(String userId, String token, String departments) {
        String manager = user(userId, token, "\"view-livechat-manager\"");
        return manager.substring(0, manager.length() - 1) + ",\"departments\":[" + departments + "]}";
    }

    static String hashed(String token) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    int port() {
        return server.port();
    }

    HttpClient client() {
        return client;
    }

    HttpRequest request(String method, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE);
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    HttpResponse<String> get(String target, String... headers) {
        return send("GET", target, headers);
    }

    HttpResponse<String> send(String method, String target, String... headers) {
        return send(request(method, target, headers));
    }

    HttpResponse<String> post(String target, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** A GET by the manager, of a target that no client would send as it stands. */
    Raw rawGet(String target) {
        return raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-User-Id: " + MANAGER
                + "\r\nX-Auth-Token: " + MANAGER_TOKEN + "\r\n\r\n");
    }

    /** Sends bytes as they are and reads until the server closes. */
    Raw raw(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int headEnd = response.indexOf("\r\n\r\n");
            String head = headEnd < 0 ? response : response.substring(0, headEnd);
            Map<String, String> headers = new TreeMap<>();
            head.lines().skip(1).forEach(line -> {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            });
            return new Raw(head, headers, headEnd < 0 ? "" : response.substring(headEnd + 4));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return socket;
    }

    /** Stops the server alone. */
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
        try {
            Files.deleteIfExists(usersFile);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
