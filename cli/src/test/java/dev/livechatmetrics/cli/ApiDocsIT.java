package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.query.access.Decision;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.http.ApiServer;
import dev.livechatmetrics.query.http.ClientAddress;
import dev.livechatmetrics.query.http.Gate;
import dev.livechatmetrics.query.http.Listener;
import dev.livechatmetrics.query.http.Metrics;
import dev.livechatmetrics.query.http.PipelineAnswers;
import dev.livechatmetrics.testkit.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page of the API in a real browser, under the server's own policy. No pipeline stands behind it. */
@Requires({Requirement.CHROMIUM, Requirement.CHROMEDRIVER})
class ApiDocsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "/livechat"})
    @SuppressWarnings("unchecked")
    void shouldShowEveryRouteAndAskNobodyElse(String basePath) {
        PipelineAnswers starting = new PipelineAnswers(
                ZoneId.of("UTC"),
                ChartsCompatibility.EXACT,
                PATIENCE,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                (result, took) -> {});
        try (Metrics metrics = new Metrics();
                ApiServer server = ApiServer.start(
                        new Listener("127.0.0.1", 0, basePath, Optional.empty(), Set.of()),
                        new Gate((userId, token) -> Decision.NOT_LOGGED_IN, 0, 0, ClientAddress.DIRECT),
                        starting,
                        starting,
                        Optional.empty(),
                        metrics);
                Chromium chromium = Chromium.start(folder)) {
            ChromeDriver driver = chromium.driver();
            String address = "http://127.0.0.1:" + server.port() + basePath;
            driver.get(address + "/api-docs/");

            await().atMost(PATIENCE)
                    .until(() ->
                            !driver.findElements(By.cssSelector(".opblock")).isEmpty());
            assertThat(driver.findElements(By.cssSelector(".opblock-summary-path")))
                    .extracting(path -> path.getDomAttribute("data-path"))
                    .contains("/api/v1/livechat/analytics/dashboards/charts-data", "/health/ready", "/metrics");

            driver.findElement(By.cssSelector("[data-path='/health/ready'] a")).click();
            await().atMost(PATIENCE)
                    .until(() -> !driver.findElements(By.cssSelector(".try-out__btn"))
                            .isEmpty());
            driver.findElement(By.cssSelector(".try-out__btn")).click();
            driver.findElement(By.cssSelector(".execute")).click();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(driver.findElement(By.cssSelector(".live-responses-table"))
                                    .getText())
                            .contains("503", "the pipeline is starting"));

            List<String> asked = (List<String>)
                    driver.executeScript("return performance.getEntriesByType('resource').map(entry => entry.name)");
            assertThat(asked).isNotEmpty().allSatisfy(url -> assertThat(url).startsWith(address));
            // Chromium itself notes each answer that is no success.
            assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                    .filteredOn(entry -> !entry.getMessage().contains("/health/ready"))
                    .as("the browser's console")
                    .isEmpty();
        }
    }
}
