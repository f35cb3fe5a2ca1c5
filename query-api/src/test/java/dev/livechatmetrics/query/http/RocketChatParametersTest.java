package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.http.ChartDialect.Asked;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.schemas.chart.ChartName;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RocketChatParametersTest {
    private static final String CHART = "chartName=Total_messages&";

    private static Asked asked(String query) throws QueryParameters.Invalid {
        return ChartDialect.of(ChartsCompatibility.ROCKETCHAT).reading().read(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start=2025-10-01&end=2025-10-03                         | 2025-10-01 | 2025-10-03 | ",
                "start=2025-10-01&end=2025-10-01                         | 2025-10-01 | 2025-10-01 | ",
                "start=2025-10-02&end=2025-10-01                         | 2025-10-02 | 2025-10-02 | ",
                "start=2025-10-01&end=2025-10-03&departmentId=sales      | 2025-10-01 | 2025-10-03 | sales",
                "start=2025-10-01&end=2025-10-03&departmentId=           | 2025-10-01 | 2025-10-03 | ",
                "start=2025-10-01&end=2025-10-03&departmentId=undefined  | 2025-10-01 | 2025-10-03 | "
            })
    void shouldAskForWhatRocketChatTakes(String range, LocalDate start, LocalDate end, String department)
            throws QueryParameters.Invalid {
        assertThat(asked(CHART + range))
                .isEqualTo(new Asked.Question(ChartName.Total_messages, start, end, Optional.ofNullable(department)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chartName=Total_messages&start=2025-10-03&end=2025-10-01   | Total_messages",
                "chartName=Total_messages&start=2025-02-30&end=2025-10-01   | Total_messages",
                "chartName=Total_messages&start=&end=2025-10-01             | Total_messages",
                "chartName=Total_messages&start=2025-10-01&end=tomorrow     | Total_messages",
                "chartName=total_messages&start=2025-10-01&end=2025-10-02   | total_messages",
                "chartName=&start=2025-10-01&end=2025-10-02                 | ''"
            })
    void shouldAskForNothingByABadDateOrName(String query, String label) throws QueryParameters.Invalid {
        assertThat(asked(query)).isEqualTo(new Asked.Nothing(label));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start=2025-10-01&end=2025-10-03                                  | must have required property 'chartName'",
                "chartName=No_chart&end=2025-10-03                                | must have required property 'start'",
                "chartName=No_chart&start=2025-10-01&end=2025-10-03&unknown=1     | must NOT have additional properties",
                "chartName=No_chart&start=2025-10-01&end=2025-10-03&end=2         | must be string"
            })
    void shouldRefuseWhatRocketChatsSchemaRefuses(String query, String error) {
        assertThatThrownBy(() -> asked(query))
                .isInstanceOf(QueryParameters.Invalid.class)
                .hasMessage(error);
    }

    @Test
    void shouldRefuseMorePointsThanAreAnswered() {
        assertThatThrownBy(() -> asked(CHART + "start=1925-10-01&end=2025-10-01"))
                .hasMessageStartingWith("start takes a date so that at most 3660 days");
    }

    @Test
    void shouldSayNothingInAWellFormedBody() {
        assertThat(ChartBody.withoutPoints("a\"b\\"))
                .isEqualTo("{\"chartLabel\":\"a\\\"b\\\\\",\"dataLabels\":[],\"dataPoints\":[],\"success\":true}");
    }
}
