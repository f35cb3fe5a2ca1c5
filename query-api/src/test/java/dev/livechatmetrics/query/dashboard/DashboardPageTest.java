package dev.livechatmetrics.query.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.chart.ChartName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page must keep to, so that its strict Content-Security-Policy does not break it. A browser is not started. */
class DashboardPageTest {
    @Test
    void holdsNoInlineScriptOrStyle() throws IOException {
        String page = read("index.html");

        assertThat(page).doesNotContain("<style", "style=", "javascript:");
        assertThat(matches("\\son\\w+\\s*=", page)).isEmpty();
        assertThat(matches("<script[^>]*>[^<]*", page))
                .containsExactly("<script type=\"module\" src=\"dashboard.js\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "dashboard.css", "dashboard.js"})
    void asksNobodyElse(String file) throws IOException {
        assertThat(matches("(?:https?:)?//[\\w.-]+\\.\\w+", read(file)))
                .allSatisfy(address -> assertThat(address).isEqualTo("http://www.w3.org"));
    }

    @Test
    void neverReadsDataAsMarkup() throws IOException {
        assertThat(read("dashboard.js"))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                .doesNotContain("localStorage", "document.cookie");
    }

    @Test
    void drawsEveryChart() throws IOException {
        assertThat(matches("(?<=\\{ name: ')\\w+(?=')", read("dashboard.js")))
                .containsExactlyElementsOf(
                        Arrays.stream(ChartName.values()).map(ChartName::name).toList());
    }

    @Test
    void findsEveryElementThatItNames() throws IOException {
        String page = read("index.html");

        assertThat(matches("(?<=\\$\\(')[\\w-]+(?='\\))", read("dashboard.js")))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(page).contains("id=\"" + id + "\""));
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String read(String file) throws IOException {
        try (InputStream in = DashboardPageTest.class.getResourceAsStream("/dashboard/" + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
