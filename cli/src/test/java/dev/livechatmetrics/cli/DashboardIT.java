package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.cli.DashboardPage.Numbers;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.testkit.GoldenCase;
import dev.livechatmetrics.testkit.Requirement;
import dev.livechatmetrics.testkit.WireEvent;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** The dashboard in a real browser, on a real instance: it shows what the API answers, stays live and obeys its CSP. */
@Requires({Requirement.CHROMIUM, Requirement.CHROMEDRIVER})
class DashboardIT {
    private static final GoldenCase GOLDEN = GoldenCase.named("06-random-utc");
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-09-28");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-10-04");
    private static final int TELEPHONE_WIDTH = 360;

    @TempDir
    private static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static ServiceInstance instance;

    private static String firstTab;

    private final ChromeDriver driver = chromium.driver();
    private DashboardPage page;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start(folder.resolve("chromium"));
        firstTab = chromium.driver().getWindowHandle();
        instance = ServiceInstance.start(folder);
        instance.send(GOLDEN.events());
    }

    /** A tab of its own, which remembers no one. */
    @BeforeEach
    void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        page = DashboardPage.open(driver, instance.address());
    }

    @AfterEach
    void closeTab() {
        List<String> complaints = page.takeComplaints();
        driver.close();
        driver.switchTo().window(firstTab);
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Test
    void shouldShowTheApisNumbersOfAWeek() throws Exception {
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.openTables();

        page.awaitShown("2025-09-28 to 2025-10-04 · all departments");
        assertThat(page.tables()).isEqualTo(answers(FIRST_DAY, LAST_DAY, null));
    }

    @Test
    void shouldShowADayByItsHours() throws Exception {
        LocalDate day = LocalDate.parse("2025-10-01");
        signIn();
        page.choose(day, day);
        page.openTables();

        page.awaitShown("2025-10-01, by the hour · all departments");
        assertThat(page.tables())
                .isEqualTo(answers(day, day, null))
                .allSatisfy(chart -> assertThat(chart.labels())
                        .hasSize(24)
                        .startsWith("12AM-1AM")
                        .endsWith("11PM-12AM"));
    }

    @Test
    void shouldShowOneDepartment() throws Exception {
        LocalDate start = LocalDate.parse("2025-09-29");
        LocalDate end = LocalDate.parse("2025-10-03");
        signIn();
        page.choose(start, end);
        page.chooseDepartment("sales");
        page.openTables();

        page.awaitShown("2025-09-29 to 2025-10-03 · department sales");
        assertThat(page.tables()).isEqualTo(answers(start, end, "sales"));
    }

    @Test
    void shouldShowAnEventWithoutReload() throws Exception {
        LocalDate day = LocalDate.parse("2025-10-20");
        signIn();
        page.choose(day, day.plusDays(1));
        page.openTables();
        page.awaitShown("2025-10-20 to 2025-10-21 · all departments");
        assertThat(page.tables().get(0).points()).containsExactly(0.0, 0.0);
        driver.executeScript("window.sinceThen = true");

        instance.send(List.of(WireEvent.of(
                WireEvent.CONVERSATIONS,
                "live",
                "{\"type\":\"conversation.opened\",\"eventId\":\"e1\",\"conversationId\":\"live\","
                        + "\"occurredAt\":\"2025-10-21T09:00:00Z\"}")));

        await().atMost(DashboardPage.PATIENCE)
                .untilAsserted(() -> assertThat(page.tables().get(0).points()).containsExactly(0.0, 1.0));
        assertThat(driver.executeScript("return window.sinceThen")).isEqualTo(true);
    }

    @Test
    void shouldSayWhatTheServerSaysToAStranger() {
        page.signIn(DemoUser.ID, "wrong");

        page.awaitAlert("You must be logged in to do this.");
        assertThat(page.asksToSignIn()).isTrue();
        assertThat(page.takeComplaints()).isNotEmpty().allMatch(complaint -> complaint.contains("status of 401"));
    }

    @Test
    void shouldFitATelephone() {
        page = DashboardPage.openNarrow(driver, instance.address(), TELEPHONE_WIDTH);
        assertFits("signing in");
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.openTables();
        page.awaitShown("2025-09-28 to 2025-10-04 · all departments");
        assertFits("a week");
        page.choose(FIRST_DAY, FIRST_DAY);
        page.awaitShown("2025-09-28, by the hour · all departments");
        assertFits("hours");
        page.chooseDepartment("d".repeat(200));
        page.awaitShown("2025-09-28, by the hour · department " + "d".repeat(200));
        assertFits("a long name");
        page.choose(LAST_DAY, FIRST_DAY);
        page.awaitAlert("start");
        assertFits("a refusal");
        assertThat(page.takeComplaints()).isNotEmpty().allMatch(complaint -> complaint.contains("status of 400"));
    }

    @Test
    void shouldRunNoScriptButItsOwn() {
        driver.executeScript("""
                const script = document.createElement('script');
                script.textContent = 'window.foreign = true';
                document.body.append(script);""");

        assertThat(driver.executeScript("return window.foreign")).isNull();
        assertThat(page.takeComplaints()).singleElement().asString().contains("Content Security Policy");
    }

    private void signIn() {
        page.signIn(DemoUser.ID, DemoUser.TOKEN);
        page.awaitSignedIn();
    }

    private void assertFits(String what) {
        assertThat(page.width()).as(what).isLessThanOrEqualTo(TELEPHONE_WIDTH);
    }

    /** What the API answers, which is what the golden case expects, in the order of the charts' names. */
    private static List<Numbers> answers(LocalDate start, LocalDate end, String departmentId) throws Exception {
        List<Numbers> answers = new ArrayList<>();
        for (ChartName chart : ChartName.values()) {
            GoldenCase.Request golden = GOLDEN.requests().stream()
                    .filter(request -> request.chartName().equals(chart.name())
                            && request.start().equals(start)
                            && request.end().equals(end)
                            && Objects.equals(request.departmentId(), departmentId))
                    .findFirst()
                    .orElseThrow();
            String body = instance.chart("chartName=" + chart + "&start=" + start + "&end=" + end
                    + (departmentId == null ? "" : "&departmentId=" + departmentId));
            assertThat(body).isEqualTo(golden.expectedBody());
            answers.add(Numbers.ofBody(body));
        }
        return answers;
    }
}
