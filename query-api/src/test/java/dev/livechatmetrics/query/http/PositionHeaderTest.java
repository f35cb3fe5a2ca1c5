package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.BODY;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.MANAGER_TOKEN;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says of the topics that are in it, and what a question asks of it. What is answered from is fake. */
final class PositionHeaderTest {
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
    void shouldSayHowFarTheTopicsAreRead() {
        HttpResponse<String> answer = ask();

        assertThat(answer.headers().firstValue("X-Metrics-Position")).contains("conversations=12,,7;messages=40,3,9");
        assertThat(answer.headers().firstValue("X-Metrics-Staleness-Ms")).isEmpty();
        assertThat(answer.body()).isEqualTo(BODY);
        assertThat(server.answers.askedFor).containsExactly(InputPositions.NONE);
    }

    @Test
    void shouldTakeBackWhatItGave() {
        String given = ask().headers().firstValue("X-Metrics-Position").orElseThrow();

        assertThat(ask("X-Metrics-Position", given).statusCode()).isEqualTo(200);
        assertThat(server.answers.askedFor.get(1)).isEqualTo(RunningServer.POSITIONS);
    }

    @Test
    void shouldSayHowOldACopyMayBe() {
        server.answers.answer = question -> chart(InputPositions.NONE, 250);

        assertThat(ask().headers().firstValue("X-Metrics-Staleness-Ms")).contains("250");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "conversations=1", "conversations=-1;messages=", "conversations=1;messages=x"})
    void shouldRefuseWhatIsNoPosition(String text) {
        HttpResponse<String> answer = ask("X-Metrics-Position", text);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"errorType\":\"error-invalid-params\",\"error\":\"X-Metrics-Position"
                        + " takes what an answer or send --wait gave, such as conversations=12,,7;messages=40,3,9.\"}");
        assertThat(server.answers.asked).isEmpty();
    }

    @Test
    void shouldRefuseTwoPositions() {
        assertThat(ask(
                                "X-Metrics-Position",
                                "conversations=1;messages=",
                                "X-Metrics-Position",
                                "conversations=1;messages=")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldRefuseAPartitionThatIsNone() {
        server.answers.answer = question -> new Charts.Result.Refused("names partition 7, but there are only 4.");

        HttpResponse<String> answer = ask("X-Metrics-Position", "conversations=,,,,,,,1;messages=");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Metrics-Position names partition 7, but there are only 4.");
    }

    /** Log-in comes first, as for parameters. */
    @Test
    void shouldNotLookAtThePositionOfAStranger() {
        assertThat(server.get(CHARTS + "?" + QUESTION, "X-Metrics-Position", "nonsense")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldLeaveOutWhatWouldBeTooLongToSendBack() {
        SortedMap<Integer, InputPosition> many = new TreeMap<>();
        for (int partition = 0; partition < 1_000; partition++) {
            many.put(partition, new InputPosition(1_000_000, 1_000_000));
        }
        server.answers.answer = question -> chart(new InputPositions(many), 0);

        HttpResponse<String> answer = ask();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Metrics-Position")).isEmpty();
    }

    private static Charts.Result chart(InputPositions positions, long staleMillis) {
        return new Charts.Result.Chart(
                new ChartBody(ChartName.Total_conversations, List.of("10/1"), 1.0), positions, staleMillis);
    }

    private static HttpResponse<String> ask(String... headers) {
        String[] all = new String[4 + headers.length];
        System.arraycopy(new String[] {"X-User-Id", MANAGER, "X-Auth-Token", MANAGER_TOKEN}, 0, all, 0, 4);
        System.arraycopy(headers, 0, all, 4, headers.length);
        return server.get(CHARTS + "?" + QUESTION, all);
    }
}
