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
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The dashboard in a browser, as its reader sees and uses it. */
final class DashboardPage {
    /** Far more than the two seconds of an update: machines that test are busy. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TABS = 60;

    /** By the tables: of each its first column, and the second, in which a dash stands for nothing. */
    private static final String READ_TABLES = """
            const within = document.querySelectorAll(arguments[0]);
            return JSON.stringify([...within].map((table) => ({
              labels: [...table.querySelectorAll('tbody th')].map((cell) => cell.textContent),
              points: [...table.querySelectorAll('tbody tr')].map((row) => row.querySelector('td').textContent)
                .map((text) => (text === '–' ? null : Number(text.replaceAll(',', '').replace('−', '-')))),
            })))""";

    /** Typed key by key, a date is many dates, each of which the page asks for. */
    private static final String SET_DATE = """
            const [id, value] = arguments;
            const input = document.getElementById(id);
            input.value = value;
            input.dispatchEvent(new Event('change', { bubbles: true }));""";

    private final ChromeDriver driver;

    /** A table; a point is null where there is none. */
    record Numbers(List<String> labels, List<Double> points) {}

    private DashboardPage(ChromeDriver driver) {
        this.driver = driver;
    }

    /** {@code link}: what stands after the address, or nothing. */
    static DashboardPage open(ChromeDriver driver, String address, String link) {
        driver.get(address + "/" + link);
        return new DashboardPage(driver);
    }

    /** As on a telephone, which is narrower than a window of Chromium's can be. */
    static DashboardPage openNarrow(ChromeDriver driver, String address, int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 740, "deviceScaleFactor", 2, "mobile", false));
        DashboardPage page = open(driver, address, "");
        assertThat(driver.executeScript("return innerWidth")).isEqualTo((long) width);
        return page;
    }

    void signIn(String userId, String token) {
        driver.findElement(By.id("user-id")).sendKeys(userId);
        driver.findElement(By.id("token")).sendKeys(token);
        driver.findElement(By.cssSelector("#sign-in button")).click();
    }

    void awaitState(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(driver.findElement(By.id("state")).getText()).isEqualTo(state));
    }

    boolean asksToSignIn() {
        return driver.findElement(By.id("sign-in")).isDisplayed()
                && !driver.findElement(By.id("dashboard")).isDisplayed();
    }

    /** Has a first date that is not after the last one before, or the page says so in between. */
    void choose(LocalDate start, LocalDate end) {
        choosePreset("custom");
        driver.executeScript(SET_DATE, "from", start.toString());
        driver.executeScript(SET_DATE, "to", end.toString());
    }

    void choosePreset(String preset) {
        driver.findElement(By.cssSelector("label[for=preset-" + preset + "]")).click();
    }

    void chooseDepartment(String departmentId) {
        select("department", "=" + departmentId);
    }

    void chooseZone(String zone) {
        select("zone", zone);
    }

    void chooseTheme(String theme) {
        select("theme", theme);
    }

    void compareWith(String comparison) {
        select("compare", comparison);
    }

    /** Once there is that option: some come from the server. */
    private void select(String id, String value) {
        By option = By.cssSelector("#" + id + " option[value='" + value + "']");
        await().atMost(PATIENCE)
                .until(() -> !driver.findElements(option).isEmpty()
                        && driver.findElement(option).isDisplayed());
        driver.findElement(option).click();
    }

    /** Waits until the page says that this is what it shows: the days, and whose. */
    void awaitShown(String days, String of) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(driver.findElement(By.id("shown")).getText()).isEqualTo(days);
            assertThat(driver.findElement(By.id("shown-of")).getText()).startsWith(of);
        });
    }

    void awaitAlert(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alert()).contains(text));
    }

    void awaitNoAlert() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alert()).isEmpty());
    }

    /** What stands above all now, or nothing. */
    String alert() {
        return driver.findElement(By.id("alert")).getText();
    }

    /** What may be chosen: the empty one for all, ids after "=". */
    List<String> departments() {
        return driver.findElements(By.cssSelector("#department option")).stream()
                .map(option -> option.getDomProperty("value"))
                .toList();
    }

    String fault() {
        return driver.findElement(By.id("dates-fault")).getText();
    }

    void openTables() {
        driver.findElements(By.cssSelector(".card summary")).forEach(WebElement::click);
    }

    /** The open tables, in the order of the charts' names. */
    List<Numbers> tables() {
        return tables(".card table");
    }

    /** That of the chart in full size. */
    Numbers fullTable() {
        return tables("#full table").get(0);
    }

    private List<Numbers> tables(String selector) {
        JsonNode read = read((String) driver.executeScript(READ_TABLES, selector));
        return StreamSupport.stream(read.spliterator(), false)
                .map(table -> {
                    List<String> labels = new ArrayList<>();
                    table.get("labels").forEach(label -> labels.add(label.textValue()));
                    List<Double> points = new ArrayList<>();
                    table.get("points").forEach(point -> points.add(point.isNull() ? null : point.doubleValue()));
                    return new Numbers(labels, points);
                })
                .toList();
    }

    void openFull(String metric) {
        driver.findElement(By.cssSelector("[data-metric=" + metric + "] .open")).click();
        awaitFull(true);
    }

    void awaitFull(boolean open) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(driver.findElement(By.id("full")).isDisplayed())
                                .isEqualTo(open));
    }

    void click(String id) {
        driver.findElement(By.id(id)).click();
    }

    /** On whatever has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes on by the tabulator alone until that has the focus. */
    void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (hasFocus(selector)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError(MOST_TABS + " tabulators lead nowhere near " + selector);
    }

    boolean hasFocus(String selector) {
        return (Boolean) driver.executeScript("return document.activeElement.matches(arguments[0])", selector);
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
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

    /** The addresses of all that was requested since they were last taken. */
    List<String> takeRequests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> read(entry.getMessage()).get("message"))
                .filter(message -> message.get("method").textValue().equals("Network.requestWillBeSent"))
                .map(message -> message.at("/params/request/url").textValue())
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
