package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.AS_NEWCOMER;
import static dev.livechatmetrics.query.http.RunningServer.AS_SELLER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.series.SeriesQuestion;
import dev.livechatmetrics.streams.topology.Scope;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, by users of all departments, of some and of none: own, other, no and unknown departments. */
final class DepartmentLimitsTest {
    /** Those that tell nothing of conversations; each further route must stand behind the gate, and in the matrix. */
    private static final Set<String> OPEN =
            Set.of(HealthEndpoints.LIVE_PATH, HealthEndpoints.READY_PATH, Metrics.PATH, OpenApiEndpoint.PATH);

    private static final String RANGE = "metric=conversations&granularity=day&from=2025-10-01&to=2025-10-02";
    private static final String INSTANTS = "from=2025-10-01T00:00:00Z&to=2025-10-02T00:00:00Z";

    /** By route: a question that names no department, and what names one. */
    private static final Map<String, Question> CHART_QUESTIONS = Map.of(
            CHARTS,
            new Question(QUESTION, "&departmentId="),
            ChartsDataEndpoint.PATHS.get(1),
            new Question(QUESTION, "&departmentId="));

    /** Of routes where an empty department is that of conversations without one. */
    private static final Map<String, Question> OTHER_QUESTIONS = Map.of(
            SeriesEndpoint.PATH,
            new Question(RANGE, "&departmentId="),
            ConversationsEndpoint.PATH,
            new Question(INSTANTS, "&departmentId="));

    /** Of routes that take no department. */
    private static final Set<String> WITHOUT_QUESTION =
            Set.of(DepartmentsEndpoint.PATH, SettingsEndpoint.PATH, LiveEndpoint.PATH);

    private static final String REFUSED =
            "{\"success\":false,\"error\":\"User does not have the permissions required for"
                    + " this action [error-unauthorized]\"}";

    private static final Scope OF_SELLER = Scope.sumOf(List.of("", "sales", "support"));
    private static final Scope OF_NEWCOMER = Scope.sumOf(List.of());

    private static RunningServer server;
    private static CapturedLog log;

    private record Question(String query, String department) {}

    @BeforeAll
    static void start() {
        log = new CapturedLog();
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        log.close();
    }

    @AfterEach
    void forget() {
        server.answers.reset();
        log.clear();
    }

    @Test
    void shouldGuardEveryRouteThatIsNotOpen() {
        assertThat(server.routes)
                .allSatisfy((path, handler) ->
                        assertThat(handler instanceof GuardedRoute).as(path).isNotEqualTo(OPEN.contains(path)));
    }

    @Test
    void shouldAskEveryGuardedRouteInTheMatrix() {
        Set<String> guarded = new TreeSet<>(server.routes.keySet());
        guarded.removeAll(OPEN);
        Set<String> asked = new TreeSet<>(WITHOUT_QUESTION);
        asked.addAll(CHART_QUESTIONS.keySet());
        asked.addAll(OTHER_QUESTIONS.keySet());

        assertThat(asked).containsExactlyElementsOf(guarded);
    }

    static Stream<Arguments> matrix() {
        return CHART_QUESTIONS.keySet().stream()
                .sorted()
                .flatMap(path -> Stream.of(
                        Arguments.of(path, AS_MANAGER, null, Scope.ALL),
                        Arguments.of(path, AS_MANAGER, "", Scope.ALL),
                        Arguments.of(path, AS_MANAGER, "sales", Scope.of("sales")),
                        Arguments.of(path, AS_MANAGER, "nowhere", Scope.of("nowhere")),
                        Arguments.of(path, AS_SELLER, null, OF_SELLER),
                        Arguments.of(path, AS_SELLER, "", OF_SELLER),
                        Arguments.of(path, AS_SELLER, "sales", Scope.of("sales")),
                        Arguments.of(path, AS_SELLER, "support", Scope.of("support")),
                        Arguments.of(path, AS_SELLER, "billing", null),
                        Arguments.of(path, AS_SELLER, "nowhere", null),
                        Arguments.of(path, AS_SELLER, "SALES", null),
                        Arguments.of(path, AS_SELLER, "sales%00", null),
                        Arguments.of(path, AS_SELLER, "sales,billing", null),
                        Arguments.of(path, AS_NEWCOMER, null, OF_NEWCOMER),
                        Arguments.of(path, AS_NEWCOMER, "", OF_NEWCOMER),
                        Arguments.of(path, AS_NEWCOMER, "sales", null)));
    }

    /** {@code covered}: whose conversations the stores are asked for; null where they are not to be asked. */
    @ParameterizedTest
    @MethodSource("matrix")
    void shouldAskTheStoresForWhatTheUserMayHearOfAlone(String path, String[] user, String department, Scope covered) {
        Question question = CHART_QUESTIONS.get(path);
        String named = department == null ? "" : question.department() + department;

        HttpResponse<String> answer = server.get(path + "?" + question.query() + named, user);

        if (covered == null) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(REFUSED);
            assertThat(answer.headers().firstValue(ChartsDataEndpoint.POSITION_HEADER))
                    .isEmpty();
            assertThat(server.answers.asked).isEmpty();
        } else {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(server.answers.asked).extracting(ChartQuestion::scope).containsExactly(covered);
        }
        assertThat(answer.headers().map().toString() + log.lines()).doesNotContain("billing", "nowhere", "sales");
    }

    /** Whether a department exists must not show in what is wrong with the rest of a question. */
    @Test
    void shouldRefuseOthersAndUnknownOnesAlike() {
        List<HttpResponse<String>> answers = Stream.of("billing", "nowhere")
                .map(department -> server.get(CHARTS + "?" + QUESTION + "&departmentId=" + department, AS_SELLER))
                .toList();

        assertThat(answers.get(0).statusCode()).isEqualTo(answers.get(1).statusCode());
        assertThat(answers.get(0).body()).isEqualTo(answers.get(1).body());
        assertThat(answers.get(0).headers().map().keySet())
                .isEqualTo(answers.get(1).headers().map().keySet());
    }

    @Test
    void shouldSayNothingOfOthersWhereStoresCannotBeRead() {
        server.answers.answer =
                question -> new Charts.Result.Unavailable("These partitions cannot be read now: 2 (restoring).");

        assertThat(server.get(CHARTS + "?" + QUESTION + "&departmentId=billing", AS_SELLER)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.get(CHARTS + "?" + QUESTION, AS_SELLER).statusCode()).isEqualTo(503);
    }

    @Test
    void shouldKeepDepartmentsOutOfTheMetrics() {
        server.get(CHARTS + "?" + QUESTION + "&departmentId=sales", AS_SELLER);
        server.get(CHARTS + "?" + QUESTION + "&departmentId=billing", AS_SELLER);

        assertThat(server.get(Metrics.PATH).body()).doesNotContain("sales", "billing", RunningServer.SELLER);
    }

    @Test
    void shouldRefuseEveryGuardedRouteToWhoeverIsNotKnown() {
        Stream.of(CHART_QUESTIONS, OTHER_QUESTIONS)
                .flatMap(questions -> questions.entrySet().stream())
                .map(question -> question.getKey() + "?" + question.getValue().query())
                .forEach(DepartmentLimitsTest::assertRefusedToStrangers);
        WITHOUT_QUESTION.forEach(DepartmentLimitsTest::assertRefusedToStrangers);
        assertThat(server.answers.askedFor).isEmpty();
    }

    private static void assertRefusedToStrangers(String path) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(server.send("HEAD", path).statusCode()).as(path).isEqualTo(401);
    }

    static Stream<Arguments> others() {
        return OTHER_QUESTIONS.keySet().stream()
                .sorted()
                .flatMap(path -> Stream.of(
                        Arguments.of(path, AS_MANAGER, null, "all"),
                        Arguments.of(path, AS_MANAGER, "", ""),
                        Arguments.of(path, AS_MANAGER, "nowhere", "nowhere"),
                        Arguments.of(path, AS_SELLER, null, ",sales,support"),
                        Arguments.of(path, AS_SELLER, "", ""),
                        Arguments.of(path, AS_SELLER, "sales", "sales"),
                        Arguments.of(path, AS_SELLER, "sales&departmentId=support", "sales,support"),
                        Arguments.of(path, AS_SELLER, "sales&departmentId=billing", null),
                        Arguments.of(path, AS_SELLER, "billing", null),
                        Arguments.of(path, AS_SELLER, "nowhere", null),
                        Arguments.of(path, AS_SELLER, "SALES", null),
                        Arguments.of(path, AS_NEWCOMER, null, "none"),
                        Arguments.of(path, AS_NEWCOMER, "", null),
                        Arguments.of(path, AS_NEWCOMER, "sales", null)));
    }

    /** {@code covered}: the departments that the stores are asked for; null where they are not to be asked. */
    @ParameterizedTest
    @MethodSource("others")
    void shouldAskForDepartmentsOfTheUserAlone(String path, String[] user, String department, String covered) {
        Question question = OTHER_QUESTIONS.get(path);
        String named = department == null ? "" : question.department() + department;

        HttpResponse<String> answer = server.get(path + "?" + question.query() + named, user);

        if (covered == null) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(REFUSED);
            assertThat(server.answers.askedFor).isEmpty();
        } else {
            assertThat(answer.statusCode()).isNotEqualTo(403);
            assertThat(coveredDepartments()).containsExactly(covered);
        }
    }

    private static Stream<String> coveredDepartments() {
        Stream<Optional<? extends Collection<String>>> asked = Stream.concat(
                server.answers.askedForSeries.stream().map(SeriesQuestion::departments),
                server.answers.askedForConversations.stream().map(ConversationsQuestion::departments));
        return asked.map(departments -> departments.isEmpty()
                ? "all"
                : departments.get().isEmpty() ? "none" : String.join(",", departments.get()));
    }

    @Test
    void shouldGroupByDepartmentsOfTheUserAlone() {
        server.get(SeriesEndpoint.PATH + "?" + RANGE + "&groupBy=department", AS_SELLER);

        assertThat(coveredDepartments()).containsExactly(",sales,support");
        assertThat(server.answers.askedForSeries).allMatch(SeriesQuestion::grouped);
    }

    @Test
    void shouldListDepartmentsOfTheUserAlone() {
        server.answers.departments = new Listed.Whole<>(
                new TreeMap<>(Map.of("", 1L, "sales", 2L, "billing", 3L)), RunningServer.POSITIONS, 0);

        assertThat(server.get(DepartmentsEndpoint.PATH, AS_MANAGER).body()).contains("billing");
        assertThat(server.get(DepartmentsEndpoint.PATH, AS_SELLER).body())
                .isEqualTo(
                        "{\"departments\":[{\"id\":\"\",\"conversations\":1},{\"id\":\"sales\",\"conversations\":2}],"
                                + "\"success\":true}");
        assertThat(server.get(DepartmentsEndpoint.PATH, AS_NEWCOMER).body())
                .isEqualTo("{\"departments\":[],\"success\":true}");
    }
}
