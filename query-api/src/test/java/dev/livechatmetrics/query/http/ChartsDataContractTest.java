package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AGENT_TOKEN;
import static dev.livechatmetrics.query.http.RunningServer.AS_AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.BODY;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.MANAGER_TOKEN;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.http.RunningServer.Raw;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.Scope;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the contract's section on HTTP, byte for byte and at both paths; and that nothing of a user leaks. */
final class ChartsDataContractTest {
    static final List<String> PATHS = ChartsDataEndpoint.PATHS;

    private static final String NOT_LOGGED_IN =
            "{\"status\":\"error\",\"message\":\"You must be logged in to do this.\"}";
    private static final String NO_PERMISSION = "{\"success\":false,\"error\":\"User does not have the permissions"
            + " required for this action [error-unauthorized]\"}";
    private static final String INTERNAL =
            "{\"success\":false,\"error\":\"The server" + " failed to answer; its log says why.\"}";
    private static final String NO_PROPERTY_CHART_NAME = invalid("must have required property 'chartName'");
    private static final String NO_PROPERTY_START = invalid("must have required property 'start'");
    private static final String NO_PROPERTY_END = invalid("must have required property 'end'");
    private static final String ADDITIONAL = invalid("must NOT have additional properties");
    private static final String NO_STRING = invalid("must be string");
    private static final String NO_CHART =
            invalid("chartName takes one of Total_conversations, Total_messages, Avg_chat_duration,"
                    + " Avg_first_response_time, Best_first_response_time, Avg_response_time, Avg_reaction_time.");
    private static final String NO_START = invalid("start takes a date as YYYY-MM-DD, such as 2025-10-01.");
    private static final String NO_END = invalid("end takes a date as YYYY-MM-DD, such as 2025-10-01.");
    private static final String WRONG_TOKEN = "no-token-of-anybody_c2VjcmV0";

    private static CapturedLog log;
    private static RunningServer server;

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
    void nothingOfAUserIsLogged() {
        server.answers.reset();
        assertThat(log.lines()).allSatisfy(ChartsDataContractTest::assertHasNothingOfAUser);
        log.clear();
    }

    /** A question by the manager and the 400 that it gets. */
    record Refused(String query, String body) {
        @Override
        public String toString() {
            return query.length() < 200 ? query : query.substring(0, 200) + "…";
        }
    }

    static Stream<Refused> refused() {
        String days = "start=2025-10-01&end=2025-10-02";
        String chart = "chartName=Total_conversations";
        return Stream.of(
                // A parameter is missing: the first of chartName, start, end, whatever else is wrong.
                new Refused("", NO_PROPERTY_CHART_NAME),
                new Refused("&", NO_PROPERTY_CHART_NAME),
                new Refused("departmentId=x", NO_PROPERTY_CHART_NAME),
                new Refused(days, NO_PROPERTY_CHART_NAME),
                new Refused("chartname=Total_conversations&" + days, NO_PROPERTY_CHART_NAME),
                new Refused("chartName%ZZ=Total_conversations&" + days, NO_PROPERTY_CHART_NAME),
                new Refused("%", NO_PROPERTY_CHART_NAME),
                new Refused("unknown=1&start=nonsense&start=twice&end=" + "x".repeat(6_000), NO_PROPERTY_CHART_NAME),
                new Refused(chart, NO_PROPERTY_START),
                new Refused("chartName=nonsense&end=nonsense&end=nonsense&unknown=1", NO_PROPERTY_START),
                new Refused(chart + "&Start=2025-10-01&end=2025-10-02", NO_PROPERTY_START),
                new Refused(chart + "&start=2025-10-01", NO_PROPERTY_END),
                new Refused(chart + "&start=2025-10-01&END=2025-10-02", NO_PROPERTY_END),
                // Unknown ones, whatever is wrong with the values.
                new Refused(QUESTION + "&unknown=1", ADDITIONAL),
                new Refused(QUESTION + "&unknown", ADDITIONAL),
                new Refused(QUESTION + "&unknown=1&unknown=2", ADDITIONAL),
                new Refused(QUESTION + "&=1", ADDITIONAL),
                new Refused(QUESTION + "&departmentID=x", ADDITIONAL),
                new Refused(QUESTION + "&departmentId[]=x", ADDITIONAL),
                new Refused(QUESTION + "&+departmentId=x", ADDITIONAL),
                new Refused(QUESTION + "&departmentId%00=x", ADDITIONAL),
                new Refused(QUESTION + "&%ZZ=1", ADDITIONAL),
                new Refused(QUESTION + "&%FF=1", ADDITIONAL),
                new Refused(QUESTION + "&%C3%BC=1", ADDITIONAL),
                new Refused(QUESTION + "&chartName=again&unknown=1", ADDITIONAL),
                new Refused("chartName=nonsense&start=nonsense&end=nonsense&unknown=1", ADDITIONAL),
                // Given twice, whatever the values are.
                new Refused(QUESTION + "&chartName=Total_conversations", NO_STRING),
                new Refused(QUESTION + "&start=2025-10-01", NO_STRING),
                new Refused(QUESTION + "&end=", NO_STRING),
                new Refused(QUESTION + "&end", NO_STRING),
                new Refused(QUESTION + "&departmentId=a&departmentId=b", NO_STRING),
                new Refused(QUESTION + "&departmentId=&departmentId=", NO_STRING),
                new Refused(QUESTION + "&%63hart%4eame=%ZZ", NO_STRING),
                new Refused("chartName=nonsense&start=nonsense&end=nonsense&end=nonsense", NO_STRING),
                // Charts that are none.
                new Refused("chartName=nonsense&start=nonsense&end=nonsense", NO_CHART),
                new Refused("chartName&" + days, NO_CHART),
                new Refused("chartName=&" + days, NO_CHART),
                new Refused("chartName=total_conversations&" + days, NO_CHART),
                new Refused("chartName=Total_conversations%20&" + days, NO_CHART),
                new Refused("chartName=+Total_conversations&" + days, NO_CHART),
                new Refused("chartName=Total-conversations&" + days, NO_CHART),
                new Refused("chartName=%22%5C%0A%F0%9F%98%80&" + days, NO_CHART),
                new Refused("chartName=" + "x".repeat(6_000) + "&" + days, NO_CHART),
                // Dates that are none: start before end.
                new Refused(chart + "&start=nonsense&end=nonsense", NO_START),
                new Refused(chart + "&start=nonsense&end=2025-10-02", NO_START),
                new Refused(chart + "&start&end=2025-10-02", NO_START),
                new Refused(chart + "&start=2025-10-01&end=nonsense", NO_END),
                new Refused(chart + "&start=2025-10-01&end=&departmentId=%ZZ", NO_END),
                // No range.
                new Refused(
                        chart + "&start=2025-10-02&end=2025-10-01",
                        invalid("start takes a date up to end, but 2025-10-02 is after 2025-10-01.")),
                new Refused(
                        chart + "&start=2015-01-01&end=2025-01-08",
                        invalid("start takes a date so that at most 3660 days go up to end, both included, but from"
                                + " 2015-01-01 to 2025-01-08 there are 3661.")),
                new Refused(
                        chart + "&start=0000-01-01&end=9999-12-31",
                        invalid("start takes a date so that at most 3660 days go up to end, both included, but from"
                                + " 0000-01-01 to 9999-12-31 there are 3652425.")),
                // Values that are no text.
                new Refused("chartName=%ZZ&" + days, noText("chartName")),
                new Refused(chart + "&start=%&end=2025-10-02", noText("start")),
                new Refused(chart + "&start=2025-10-01&end=%F", noText("end")),
                new Refused(QUESTION + "&departmentId=%", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=100%", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=%-1", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=%u2192", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=%FF", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=%C3", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=%C0%80", noText("departmentId")),
                new Refused(QUESTION + "&departmentId=%ED%A0%80", noText("departmentId")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldSayWhatIsWrongWithAQuestion(Refused refused) {
        for (String path : PATHS) {
            Raw answer = server.rawGet(path + "?" + refused.query());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(refused.body());
            assertIsJsonForNobodyElse(answer);
        }
        assertThat(server.answers.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-30",
                "2025-02-29",
                "2025-13-01",
                "2025-00-01",
                "2025-10-00",
                "0000-00-00",
                "2025-1-1",
                "2025-10-1",
                "2025-1-001",
                "25-10-01",
                "02025-1-01",
                "12025-01-01",
                "%2B2025-01-01",
                "+2025-01-01",
                "%2B2025-1-01",
                "-2025-01-01",
                "-001-01-01",
                "2025-10-01Z",
                "2025-10-01T00:00:00Z",
                "2025-10-01%00",
                "2025-10-01+",
                "+2025-10-01",
                "20251001",
                "2025/10/01",
                "10/1/2025",
                "2025-W40-3",
                "2025-274",
                "1759276800",
                "%D9%A2%D9%A0%D9%A2%D9%A5-10-01",
                "2025-10-0%D9%A1",
                "2025%E2%80%9010%E2%80%9001",
                "today",
                "null",
                ""
            })
    void shouldRefuseWhatIsNoDate(String date) {
        String chart = "?chartName=Avg_response_time";
        for (String path : PATHS) {
            assertThat(server.rawGet(path + chart + "&start=" + date + "&end=2025-10-02")
                            .body())
                    .isEqualTo(NO_START);
            assertThat(server.rawGet(path + chart + "&start=2025-10-01&end=" + date)
                            .body())
                    .isEqualTo(NO_END);
        }
        assertThat(server.answers.asked).isEmpty();
    }

    /** A question and how it was understood. */
    record Understood(String query, ChartQuestion question) {
        @Override
        public String toString() {
            return query.length() < 200 ? query : query.substring(0, 200) + "…";
        }
    }

    static Stream<Understood> understood() {
        String chart = "chartName=Total_conversations";
        return Stream.of(
                understood(QUESTION, "2025-10-01", "2025-10-02", null),
                understood("&&" + QUESTION + "&&", "2025-10-01", "2025-10-02", null),
                understood("end=2025-10-02&" + chart + "&start=2025-10-01", "2025-10-01", "2025-10-02", null),
                understood(
                        "%63hartName=%54otal%5Fconversations&%73tart=2025%2D10%2D01&end=2025-10-02",
                        "2025-10-01", "2025-10-02", null),
                understood(chart + "&start=2024-02-29&end=2024-02-29", "2024-02-29", "2024-02-29", null),
                understood(chart + "&start=0000-01-01&end=0000-01-01", "0000-01-01", "0000-01-01", null),
                understood(chart + "&start=9999-12-31&end=9999-12-31", "9999-12-31", "9999-12-31", null),
                understood(chart + "&start=2015-01-01&end=2025-01-07", "2015-01-01", "2025-01-07", null),
                department("", null),
                department("=", null),
                department("=sales", "sales"),
                department("=a=b", "a=b"),
                department("=a+b", "a b"),
                department("=a%20b", "a b"),
                department("=%20", " "),
                department("=a%2Bb", "a+b"),
                department("=a%2bb", "a+b"),
                department("=a%26b%3Dc%25%23", "a&b=c%#"),
                department("=%22%5C%0D%0A%00", "\"\\\r\n\0"),
                department("=%C3%BC%E2%82%AC%F0%9F%98%80", "ü€😀"),
                department("=ü€😀", "ü€😀"),
                department("=%EF%BF%BD", "\uFFFD"),
                department("=u%CC%88", "u\u0308"),
                department("=" + "x".repeat(7_000), "x".repeat(7_000)));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void shouldUnderstandAQuestion(Understood understood) {
        for (String path : PATHS) {
            Raw answer = server.rawGet(path + "?" + understood.query());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(BODY);
            assertIsJsonForNobodyElse(answer);
        }
        assertThat(server.answers.asked).containsExactly(understood.question(), understood.question());
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskForEveryChart(ChartName chart) {
        server.get(CHARTS + "?chartName=" + chart + "&start=2025-10-01&end=2025-10-02", AS_MANAGER);

        assertThat(server.answers.asked).extracting(ChartQuestion::chart).containsExactly(chart);
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldLogInOnlyWithAUsersOwnToken(String path) {
        String question = path + "?" + QUESTION;
        List<String[]> strangers = List.of(
                new String[] {},
                new String[] {"X-User-Id", MANAGER},
                new String[] {"X-Auth-Token", MANAGER_TOKEN},
                new String[] {"X-User-Id", MANAGER, "X-Auth-Token", WRONG_TOKEN},
                new String[] {"X-User-Id", MANAGER, "X-Auth-Token", AGENT_TOKEN},
                new String[] {"X-User-Id", AGENT, "X-Auth-Token", MANAGER_TOKEN},
                new String[] {"X-User-Id", "nobody", "X-Auth-Token", MANAGER_TOKEN},
                new String[] {"X-User-Id", MANAGER.toLowerCase(Locale.ROOT), "X-Auth-Token", MANAGER_TOKEN},
                new String[] {"X-User-Id", MANAGER, "X-Auth-Token", MANAGER_TOKEN.toLowerCase(Locale.ROOT)},
                new String[] {"X-User-Id", MANAGER, "X-Auth-Token", RunningServer.hashed(MANAGER_TOKEN)},
                new String[] {"X-User-Id", MANAGER, "X-Auth-Token", ""},
                new String[] {"X-User-Id", "", "X-Auth-Token", ""},
                new String[] {"Authorization", "Bearer " + MANAGER_TOKEN},
                new String[] {"Cookie", "rc_uid=" + MANAGER + "; rc_token=" + MANAGER_TOKEN});

        assertThat(strangers).allSatisfy(headers -> {
            HttpResponse<String> answer = server.get(question, headers);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(NOT_LOGGED_IN);
            assertIsJsonForNobodyElse(answer);
        });
        assertThat(server.get(question, "x-user-id", MANAGER, "X-AUTH-TOKEN", MANAGER_TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldTakeAHeaderGivenTwiceForNobodys(String path) {
        String request = "GET " + path + "?" + QUESTION + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        String manager = "X-User-Id: " + MANAGER + "\r\n";
        String token = "X-Auth-Token: " + MANAGER_TOKEN + "\r\n";

        assertThat(Stream.of(
                        manager + manager + token,
                        manager + token + token,
                        manager + "X-User-Id: " + AGENT + "\r\n" + token,
                        manager + token + "X-Auth-Token: " + AGENT_TOKEN + "\r\n",
                        manager + token + "x-auth-token:\r\n"))
                .allSatisfy(headers -> {
                    Raw answer = server.raw(request + headers + "\r\n");
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.body()).isEqualTo(NOT_LOGGED_IN);
                });
        assertThat(server.raw(request + manager + token + "\r\n").body()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldRefuseAUserWithoutThePermission(String path) {
        HttpResponse<String> answer = server.get(path + "?" + QUESTION, AS_AGENT);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(NO_PERMISSION);
        assertIsJsonForNobodyElse(answer);
        assertThat(server.answers.asked).isEmpty();
    }

    /** Whatever is wrong with the question: who asks comes first. */
    @Test
    void shouldLookAtWhoAsksBeforeWhatIsAsked() {
        server.answers.answer = question -> new Charts.Result.Unavailable("must not be asked");
        for (String path : PATHS) {
            for (String query : List.of("", "?", "?unknown=%ZZ", "?chartName=nonsense", "?" + QUESTION)) {
                assertThat(server.raw("GET " + path + query
                                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .body())
                        .isEqualTo(NOT_LOGGED_IN);
                assertThat(server.raw("GET " + path + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close"
                                        + "\r\nX-User-Id: " + AGENT + "\r\nX-Auth-Token: " + AGENT_TOKEN + "\r\n\r\n")
                                .body())
                        .isEqualTo(NO_PERMISSION);
            }
        }
        assertThat(server.answers.asked).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldSayWhichStoresCannotBeReadAndWhenToAskAgain(String path) {
        server.answers.answer = question ->
                new Charts.Result.Unavailable("These partitions cannot be read now: 2 (say \"why\", \\ or ü).");

        HttpResponse<String> answer = server.get(path + "?" + QUESTION, AS_MANAGER);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"errorType\":\"error-stores-unavailable\",\"error\":\"These partitions"
                        + " cannot be read now: 2 (say \\\"why\\\", \\\\ or ü).\"}");
        assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
        assertIsJsonForNobodyElse(answer);
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldQuoteNothingOfAFailure(String path) {
        server.answers.answer = question -> {
            throw new IllegalStateException("what only the log may hold");
        };
        HttpResponse<String> afterAnException = server.get(path + "?" + QUESTION, AS_MANAGER);
        server.answers.answer = question -> {
            throw new AssertionError("what only the log may hold");
        };
        HttpResponse<String> afterAnError = server.get(path + "?" + QUESTION, AS_MANAGER);

        assertThat(Stream.of(afterAnException, afterAnError)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo(INTERNAL);
            assertIsJsonForNobodyElse(answer);
        });
        assertThat(log.errors()).hasSize(2).allSatisfy(line -> assertThat(line).contains("what only the log may hold"));
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldAnswerHeadAsGetWithoutTheBody(String path) {
        assertThat(List.of(new String[] {}, AS_AGENT, AS_MANAGER)).allSatisfy(headers -> {
            assertSameHeads(path + "?" + QUESTION, headers);
            assertSameHeads(path, headers);
        });
    }

    @ParameterizedTest
    @FieldSource("PATHS")
    void shouldRefuseOtherMethods(String path) {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "MADEUP")) {
            Raw answer = server.raw(method + " " + path + "?" + QUESTION
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\nX-User-Id: " + MANAGER
                    + "\r\nX-Auth-Token: " + MANAGER_TOKEN + "\r\n\r\n");

            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
            assertThat(answer.body())
                    .isEqualTo("{\"success\":false,\"errorType\":\"error-method-not-allowed\",\"error\":\"This path"
                            + " does not answer requests of this method.\"}");
            assertIsJsonForNobodyElse(answer);
        }
        assertThat(server.answers.asked).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNothingElsewhere() {
        for (String path : List.of(
                "/api/v1/livechat/analytics/dashboards",
                "/api/v1/livechat/analytics/dashboards/charts-data/x",
                "/api/v1/livechat/livechat/livechat/analytics/dashboards/charts-data",
                "/API/v1/livechat/analytics/dashboards/charts-data",
                "/" + MANAGER_TOKEN,
                "/favicon.ico",
                "/index.php?" + QUESTION)) {
            Raw answer = server.rawGet(path);

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"success\":false,\"errorType\":\"error-not-found\",\"error\":\"There is nothing at"
                            + " this path; GET / is the dashboard.\"}");
            assertIsJsonForNobodyElse(answer);
        }
    }

    /** The whole of what a client sees is UTF-8, whatever it says that it would like. */
    @Test
    void shouldAnswerInUtf8() {
        server.answers.answer = question -> new Charts.Result.Unavailable("ü€😀");

        Raw answer = server.raw("GET " + CHARTS + "?" + QUESTION
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/html\r\nAccept-Charset: iso-8859-1\r\n"
                + "Content-Type: text/plain; charset=iso-8859-1\r\nX-User-Id: " + MANAGER + "\r\nX-Auth-Token: "
                + MANAGER_TOKEN + "\r\n\r\n");

        assertThat(answer.body()).contains("\"ü€😀\"");
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry(
                        "content-length", Integer.toString(answer.body().getBytes(StandardCharsets.UTF_8).length));
    }

    private void assertSameHeads(String target, String[] headers) {
        HttpResponse<String> get = server.get(target, headers);
        HttpResponse<String> head = server.send("HEAD", target, headers);

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().map().keySet()).isEqualTo(get.headers().map().keySet());
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"));
    }

    private static void assertIsJsonForNobodyElse(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().map()).doesNotContainKeys("Server", "server", "Set-Cookie", "set-cookie");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == 503);
        assertHasNothingOfAUser(answer.body() + answer.headers().map());
    }

    private static void assertIsJsonForNobodyElse(Raw answer) {
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("cache-control", "no-store")
                .containsEntry("x-content-type-options", "nosniff")
                .doesNotContainKeys("server", "set-cookie", "retry-after");
        assertHasNothingOfAUser(answer.head() + answer.body());
    }

    private static void assertHasNothingOfAUser(String text) {
        assertThat(text)
                .doesNotContain(
                        MANAGER,
                        MANAGER_TOKEN,
                        RunningServer.hashed(MANAGER_TOKEN),
                        AGENT,
                        AGENT_TOKEN,
                        RunningServer.hashed(AGENT_TOKEN),
                        WRONG_TOKEN,
                        RunningServer.hashed(WRONG_TOKEN));
    }

    private static String invalid(String error) {
        return "{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"" + error + "\"}";
    }

    private static String noText(String parameter) {
        return invalid(parameter + " takes a text in UTF-8 and percent-encoding, such as %20 for a space.");
    }

    private static Understood department(String query, String department) {
        return understood(QUESTION + "&departmentId" + query, "2025-10-01", "2025-10-02", department);
    }

    private static Understood understood(String query, String start, String end, String department) {
        return new Understood(
                query,
                new ChartQuestion(
                        ChartName.Total_conversations,
                        LocalDate.parse(start),
                        LocalDate.parse(end),
                        Scope.of(department)));
    }
}
