package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.listing.ConversationMetric;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.listing.ListedConversation;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.Opening;
import dev.livechatmetrics.streams.topology.OpeningKey;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The routes that list departments and conversations: who may ask, what may be asked, and every byte of the answers. */
final class ListsContractTest {
    static final List<String> PATHS = List.of(DepartmentsEndpoint.PATH, ConversationsEndpoint.PATH);

    private static final String DAY = "from=2025-10-01T00:00:00%2B02:00&to=2025-10-02T00:00:00%2B02:00";
    private static final long START = Instant.parse("2025-09-30T22:00:00Z").toEpochMilli();
    private static final OpeningKey KEY = new OpeningKey(START, "c \"1\"");

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

    @ParameterizedTest
    @FieldSource("PATHS")
    void answersOnlyWhoMayAsk(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(401);
        assertThat(server.get(path, AS_AGENT).statusCode()).isEqualTo(403);
        assertThat(server.get(path + "?nonsense=1", AS_AGENT).statusCode()).isEqualTo(403);
        assertThat(server.send("HEAD", path).statusCode()).isEqualTo(401);
        assertThat(server.answers.askedFor).as("of the stores").isEmpty();
    }

    @Test
    void listsDepartments() {
        server.answers.departments =
                new Listed.Whole<>(new TreeMap<>(Map.of("sales", 12L, "", 3L, "a\"b", 1L)), RunningServer.POSITIONS, 0);

        HttpResponse<String> answer = server.get(DepartmentsEndpoint.PATH, AS_MANAGER);

        assertThat(answer.body())
                .isEqualTo(
                        "{\"departments\":[{\"id\":\"\",\"conversations\":3},{\"id\":\"a\\\"b\",\"conversations\":1},"
                                + "{\"id\":\"sales\",\"conversations\":12}],\"success\":true}");
        assertThat(answer.headers().firstValue("X-Metrics-Position")).contains(RunningServer.POSITIONS.toString());
        assertThat(answer.headers().firstValue("X-Metrics-Staleness-Ms")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void listsConversations() {
        Contribution figures = new Contribution("support", START, 4, 5, 600_000, -80_004, 53_333_333, 0);
        server.answers.conversations = new Listed.Whole<>(
                new ConversationPage(
                        List.of(new ListedConversation(new Opening(KEY, "support"), figures)), Optional.of(KEY)),
                RunningServer.POSITIONS,
                7);

        HttpResponse<String> answer = server.get(ConversationsEndpoint.PATH + "?" + DAY, AS_MANAGER);

        String next = answer.body().replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
        assertThat(RunningServer.FakeAnswers.CURSORS.read(next)).contains(KEY);
        assertThat(new String(Base64.getUrlDecoder().decode(next), ISO_8859_1)).doesNotContain(KEY.conversationId());
        assertThat(answer.body())
                .isEqualTo("{\"conversations\":[{\"conversationId\":\"c \\\"1\\\"\",\"departmentId\":\"support\","
                        + "\"openedAt\":\"2025-09-30T22:00:00Z\",\"chatDuration\":600,\"firstResponseTime\":-80,"
                        + "\"responseTime\":53.33,\"reactionTime\":null,\"messages\":4,\"visitorMessages\":5}],"
                        + "\"next\":\"" + next + "\",\"success\":true}");
        assertThat(answer.headers().firstValue("X-Metrics-Staleness-Ms")).contains("7");
    }

    @Test
    void saysWhereThereAreNoMore() {
        assertThat(server.get(ConversationsEndpoint.PATH + "?" + DAY, AS_MANAGER)
                        .body())
                .isEqualTo("{\"conversations\":[],\"next\":null,\"success\":true}");
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void asksForWhatMustHaveBeenRead(String path) {
        String[] headers = Stream.concat(
                        Arrays.stream(AS_MANAGER), Stream.of("X-Metrics-Position", RunningServer.POSITIONS.toString()))
                .toArray(String[]::new);
        assertThat(server.get(question(path), headers).statusCode()).isEqualTo(200);
        assertThat(server.answers.askedFor).containsExactly(RunningServer.POSITIONS);

        headers[headers.length - 1] = "nonsense";
        assertThat(server.get(question(path), headers).body()).contains("X-Metrics-Position takes");
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void isWholeOrAnError(String path) {
        server.answers.departments = new Listed.Unavailable<>("why");
        server.answers.conversations = new Listed.Unavailable<>("why");
        HttpResponse<String> unavailable = server.get(question(path), AS_MANAGER);
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("1");

        server.answers.departments = new Listed.Refused<>("names partition 7, but there are only 4.");
        server.answers.conversations = new Listed.Refused<>("names partition 7, but there are only 4.");
        HttpResponse<String> refused = server.get(question(path), AS_MANAGER);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("X-Metrics-Position names partition 7, but there are only 4.");
    }

    private static String question(String path) {
        return path.equals(ConversationsEndpoint.PATH) ? path + "?" + DAY : path;
    }

    @Test
    void understandsEveryParameter() {
        server.get(
                ConversationsEndpoint.PATH + "?" + DAY + "&departmentId=sales&departmentId=&departmentId=sales"
                        + "&metric=unanswered&limit=1000&cursor=" + RunningServer.FakeAnswers.CURSORS.text(KEY),
                AS_MANAGER);
        server.get(ConversationsEndpoint.PATH + "?" + DAY, AS_MANAGER);

        assertThat(server.answers.askedForConversations)
                .containsExactly(
                        new ConversationsQuestion(
                                START,
                                START + 86_400_000,
                                Optional.of(Set.of("sales", "")),
                                Optional.of(ConversationMetric.UNANSWERED),
                                1_000,
                                Optional.of(KEY)),
                        new ConversationsQuestion(
                                START, START + 86_400_000, Optional.empty(), Optional.empty(), 100, Optional.empty()));
        assertThat(server.answers.askedFor).containsOnly(InputPositions.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must have required property 'from'",
                "limit=7 | must have required property 'from'",
                "from=2025-10-01T00:00:00Z | must have required property 'to'",
                "DAY&unknown=1 | must NOT have additional properties",
                "DAY&start=2025-10-01 | must NOT have additional properties",
                "DAY&from=2025-10-01T00:00:00Z | must be string",
                "DAY&limit=1&limit=2 | must be string",
                "from=2025-10-01&to=2025-10-02T00:00:00Z | from takes a time with seconds and Z or an offset,",
                "from=2025-10-01T00:00:00+02:00&to=2025-10-02T00:00:00Z | with + as %2B",
                "from=2025-10-01T00:00:00Z&to=2025-10-01T25:00:00Z | to takes a time with seconds and Z or an offset,",
                "from=2025-10-01T00:00:00Z&to=2025-09-30T23:59:59Z | from takes a time up to to.",
                "DAY&departmentId=%FF | departmentId takes a text in UTF-8 and percent-encoding",
                "DAY&metric= | metric takes one of chat_duration, first_response_time, response_time, reaction_time, unanswered.",
                "DAY&metric=nonsense | metric takes one of",
                "DAY&limit=0 | limit takes a whole number from 1 to 1000.",
                "DAY&limit=1001 | limit takes a whole number from 1 to 1000.",
                "DAY&limit=-1 | limit takes a whole number from 1 to 1000.",
                "DAY&limit=99999999999 | limit takes a whole number from 1 to 1000.",
                "DAY&cursor= | cursor takes what an answer gave as next; begin anew without it.",
                "DAY&cursor=nonsense! | cursor takes what an answer gave as next; begin anew without it.",
                "DAY&cursor=AAAAAAAAAAA | cursor takes what an answer gave as next; begin anew without it."
            })
    void refusesWhatItDoesNotTake(String query, String sentence) {
        HttpResponse<String> answer =
                server.get(ConversationsEndpoint.PATH + "?" + query.replace("DAY", DAY), AS_MANAGER);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"")
                .contains(sentence)
                .doesNotContain("nonsense");
        assertThat(server.answers.askedForConversations).isEmpty();
    }

    @Test
    void refusesParametersOfDepartments() {
        assertThat(server.get(DepartmentsEndpoint.PATH + "?from=2025-10-01", AS_MANAGER)
                        .body())
                .contains("must NOT have additional properties");
    }
}
