package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_AGENT;
import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.series.Granularity;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesQuestion;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for series, and what is answered to mistakes. What is answered from is fake. */
final class SeriesRouteTest {
    private static final String QUESTION = "metric=conversations&from=2025-10-01&to=2025-10-02&granularity=day";

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

    @Test
    void shouldAskWhatTheParametersSay() {
        ask("metric=response_time_p95&from=2025-10-01&to=2025-10-31&granularity=week&timezone=Asia/Kathmandu"
                + "&departmentId=a%26b&departmentId=&departmentId=a%26b&groupBy=department&format=csv");

        SeriesQuestion asked = server.answers.askedForSeries.get(0);
        assertThat(asked.metric().name()).isEqualTo("response_time_p95");
        assertThat(asked.metric().unit()).isEqualTo("s");
        assertThat(asked.from()).isEqualTo(LocalDate.of(2025, 10, 1));
        assertThat(asked.to()).isEqualTo(LocalDate.of(2025, 10, 31));
        assertThat(asked.granularity()).isEqualTo(Granularity.WEEK);
        assertThat(asked.zone()).contains(ZoneId.of("Asia/Kathmandu"));
        assertThat(asked.departments()).contains(List.of("a&b", ""));
        assertThat(asked.grouped()).isTrue();
    }

    @Test
    void shouldTakeTheReportingZoneAndAllDepartmentsWhereNoneIsNamed() {
        ask(QUESTION);

        SeriesQuestion asked = server.answers.askedForSeries.get(0);
        assertThat(asked.zone()).isEqualTo(Optional.empty());
        assertThat(asked.departments()).isEqualTo(Optional.empty());
        assertThat(asked.grouped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=2025-10-01&to=2025-10-02&granularity=day | must have required property 'metric'
            metric=messages&to=2025-10-02&granularity=day | must have required property 'from'
            metric=messages&from=2025-10-01&granularity=day | must have required property 'to'
            metric=messages&from=2025-10-01&to=2025-10-02 | must have required property 'granularity'
            {q}&metrics=x | must NOT have additional properties
            {q}&format=csv&format=csv | must be string
            {q}&metric=messages | must be string
            metric=Total_messages&from=2025-10-01&to=2025-10-02&granularity=day | metric takes one of conversations, messages,
            metric=response_time_p0&from=2025-10-01&to=2025-10-02&granularity=day | metric takes one of
            metric=response_time_p100&from=2025-10-01&to=2025-10-02&granularity=day | metric takes one of
            metric=response_time_within&from=2025-10-01&to=2025-10-02&granularity=day | target takes whole seconds
            {q}&target=60 | target takes whole seconds
            metric=response_time_within&target=1.5&from=2025-10-01&to=2025-10-02&granularity=day | target takes whole seconds
            metric=messages&from=2025-1-01&to=2025-10-02&granularity=day | from takes a date as YYYY-MM-DD
            metric=messages&from=2025-10-01&to=2025-02-30&granularity=day | to takes a date as YYYY-MM-DD
            metric=messages&from=2025-10-02&to=2025-10-01&granularity=day | from takes a date up to to, but 2025-10-02 is after 2025-10-01.
            metric=messages&from=2025-10-01&to=2025-10-02&granularity=year | granularity takes one of hour, day, week, month.
            {q}&timezone=%2B02:00 | timezone takes the name of an IANA time zone, such as Europe/Berlin.
            {q}&timezone=Mars/Base | timezone takes the name of an IANA time zone
            {q}&timezone=%ff | timezone takes a text in UTF-8
            {q}&departmentId=%ff | departmentId takes a text in UTF-8
            {q}&groupBy=agent | groupBy takes department.
            {q}&format=xml | format takes json or csv.
            metric=messages&from=2025-01-01&to=2025-12-31&granularity=hour | but these are 1 × 8760: ask for a shorter range
            metric=messages&from=0000-01-01&to=9999-12-31&granularity=month | but these are 1 × 120000
            """)
    void shouldSayWhatIsWrong(String question, String error) {
        HttpResponse<String> answer = ask(question.replace("{q}", QUESTION));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"")
                .contains(error);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(server.answers.askedForSeries).isEmpty();
    }

    @Test
    void shouldCountThePointsOfAllSeries() {
        StringBuilder departments = new StringBuilder("&groupBy=department");
        for (int i = 0; i < 101; i++) {
            departments.append("&departmentId=d").append(i);
        }
        String days = "metric=messages&from=2025-01-01&to=2025-12-31&granularity=day";

        assertThat(ask(days + departments).body()).contains("but these are 101 × 365");
        server.answers.series = new Series.Result.TooMany(200, 365);
        assertThat(ask(days + "&groupBy=department").body()).contains("but these are 200 × 365");
    }

    @Test
    void shouldAnswerWhoMayAsk() {
        assertThat(server.get(SeriesEndpoint.PATH).statusCode()).isEqualTo(401);
        assertThat(server.get(SeriesEndpoint.PATH, AS_AGENT).statusCode()).isEqualTo(403);
        assertThat(server.answers.askedForSeries).isEmpty();
    }

    @Test
    void shouldSayWhatCannotBeReadNow() {
        server.answers.series = new Series.Result.Unavailable("These partitions cannot be read now: 2 (why).");
        HttpResponse<String> answer = ask(QUESTION);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("error-stores-unavailable").contains("2 (why)");
    }

    @Test
    void shouldRefuseAPositionThatCannotBeReached() {
        server.answers.series = new Series.Result.Refused("names partition 7, but there are only 4.");
        HttpResponse<String> answer = ask(QUESTION);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Metrics-Position names partition 7");
    }

    private static HttpResponse<String> ask(String question) {
        return server.get(SeriesEndpoint.PATH + "?" + question, AS_MANAGER);
    }
}
