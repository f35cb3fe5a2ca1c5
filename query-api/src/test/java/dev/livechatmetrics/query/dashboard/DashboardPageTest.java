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

/** What the page must keep to, so that its strict Content-Security-Policy does not break it. A browser is not started. */
class DashboardPageTest {
    private static final List<String> MODULES = List.of(
            "api",
            "card",
            "charts",
            "controls",
            "elements",
            "export",
            "live",
            "metrics",
            "numbers",
            "page",
            "periods",
            "plot",
            "refresh",
            "session",
            "view");

    private static final List<String> STYLES = List.of("theme.css", "page.css", "charts.css");

    @Test
    void holdsNoInlineScriptOrStyle() throws IOException {
        String page = read("index.html");

        assertThat(page).doesNotContain("<style", "style=", "javascript:");
        assertThat(matches("\\son\\w+\\s*=", page)).isEmpty();
        assertThat(matches("<script[^>]*>[^<]*", page)).containsExactly("<script type=\"module\" src=\"page.js\">");
    }

    @Test
    void asksNobodyElse() throws IOException {
        assertThat(matches("(?:https?:)?//[\\w.-]+\\.\\w+", read("index.html") + styles() + scripts()))
                .allSatisfy(address -> assertThat(address).isEqualTo("http://www.w3.org"));
    }

    @Test
    void neverReadsDataAsMarkup() throws IOException {
        assertThat(scripts())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                .doesNotContain("localStorage", "document.cookie");
    }

    @Test
    void drawsEveryChart() throws IOException {
        assertThat(matches("(?<=chart: ')\\w+(?=')", read("metrics.js")))
                .containsExactlyElementsOf(
                        Arrays.stream(ChartName.values()).map(ChartName::name).toList());
    }

    @Test
    void findsEveryElementThatItNames() throws IOException {
        String page = read("index.html");

        assertThat(matches("(?<=\\$\\(')[\\w-]+(?='\\))", scripts()))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(page).contains("id=\"" + id + "\""));
    }

    @Test
    void importsNothingButItsModulesAndItsChartLibrary() throws IOException {
        List<String> own = MODULES.stream().map(name -> "./" + name + ".js").toList();

        assertThat(matches("(?<= from ')[^']+(?=')", scripts()))
                .isNotEmpty()
                .filteredOn(module -> !own.contains(module))
                .containsExactly("./uplot/uPlot.esm.js");
    }

    /** The library is another's: it comes with its licence. */
    @Test
    void shipsItsChartLibraryWithTheLicence() throws IOException {
        assertThat(read("uplot/LICENSE")).contains("MIT", "Leon Sorokin");
        assertThat(read("uplot/uPlot.esm.js")).contains("Leon Sorokin", "export { uPlot as default }");
        assertThat(read("uplot/uPlot.min.css")).contains(".uplot");
    }

    private static String scripts() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : MODULES) {
            all.append(read(module + ".js"));
        }
        return all.toString();
    }

    private static String styles() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String style : STYLES) {
            all.append(read(style));
        }
        return all.toString();
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
