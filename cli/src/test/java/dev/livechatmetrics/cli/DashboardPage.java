package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The dashboard in a browser, as its reader sees and uses it. */
final class DashboardPage {
    /** Far more than the two seconds of a refresh: machines that test are busy. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String READ_TABLES = """
            return JSON.stringify([...document.querySelectorAll('.card')].map((card) => ({
              dataLabels: [...card.querySelectorAll('tbody th')].map((cell) => cell.textContent),
              dataPoints: [...card.querySelectorAll('tbody tr')]
                .map((row) => Number(row.querySelector('td').textContent.replaceAll(',', ''))),
            })))""";

    /** Typed key by key, a date is many dates, each of which the page asks for. */
    private static final String SET_DATE = """
            const [id, value] = arguments;
            const input = document.getElementById(id);
            input.value = value;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));""";

    private final ChromeDriver driver;

    /** A chart as its table shows it, or as a body says it. */
    record Numbers(List<String> labels, List<Double> points) {
        static Numbers ofBody(String body) {
            return of(read(body));
        }

        private static Numbers of(JsonNode chart) {
            List<String> labels = new ArrayList<>();
            chart.get("dataLabels").forEach(label -> labels.add(label.textValue()));
            List<Double> points = new ArrayList<>();
            chart.get("dataPoints").forEach(point -> points.add(point.doubleValue()));
            return new Numbers(labels, points);
        }
    }

    private DashboardPage(ChromeDriver driver) {
        this.driver = driver;
    }

    static DashboardPage open(ChromeDriver driver, String address) {
        driver.get(address + "/");
        return new DashboardPage(driver);
    }

    /** As on a telephone, which is narrower than a window of Chromium's can be. */
    static DashboardPage openNarrow(ChromeDriver driver, String address, int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 740, "deviceScaleFactor", 2, "mobile", false));
        DashboardPage page = open(driver, address);
        assertThat(driver.executeScript("return innerWidth")).isEqualTo((long) width);
        return page;
    }

    void signIn(String userId, String token) {
        driver.findElement(By.id("user-id")).sendKeys(userId);
        driver.findElement(By.id("token")).sendKeys(token);
        driver.findElement(By.cssSelector("#sign-in button")).click();
    }

    void awaitSignedIn() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(driver.findElement(By.id("state")).getText()).isEqualTo("live"));
    }

    boolean asksToSignIn() {
        return driver.findElement(By.id("sign-in")).isDisplayed()
                && !driver.findElement(By.id("dashboard")).isDisplayed();
    }

    void choose(LocalDate start, LocalDate end) {
        driver.executeScript(SET_DATE, "start", start.toString());
        driver.executeScript(SET_DATE, "end", end.toString());
    }

    void chooseDepartment(String departmentId) {
        driver.findElement(By.id("department")).sendKeys(departmentId, Keys.ENTER);
    }

    /** Waits until the page says that this is what it shows. */
    void awaitShown(String heading) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(driver.findElement(By.id("shown")).getText()).isEqualTo(heading));
    }

    void awaitAlert(String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(driver.findElement(By.id("alert")).getText()).contains(text));
    }

    void openTables() {
        driver.findElements(By.cssSelector(".card summary")).forEach(WebElement::click);
    }

    /** The open tables, in the order of the charts' names. */
    List<Numbers> tables() {
        List<Numbers> tables = new ArrayList<>();
        read((String) driver.executeScript(READ_TABLES)).forEach(chart -> tables.add(Numbers.of(chart)));
        return tables;
    }

    /** How wide all of it is, in pixels. */
    long width() {
        return (Long) driver.executeScript("return document.scrollingElement.scrollWidth");
    }

    /** The browser's warnings and errors since they were last taken. */
    List<String> takeComplaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(json, notJson);
        }
    }
}
