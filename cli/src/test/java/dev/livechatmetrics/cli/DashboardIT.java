package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.cli.DashboardPage.Numbers;
import dev.livechatmetrics.testkit.GoldenCase;
import dev.livechatmetrics.testkit.Requirement;
import dev.livechatmetrics.testkit.WireEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The dashboard in a real browser, on a real instance: it shows what the API answers, stays live, can be used by everybody
 * and asks nobody else.
 */
@Requires({Requirement.CHROMIUM, Requirement.CHROMEDRIVER})
class DashboardIT {
    private static final GoldenCase GOLDEN = GoldenCase.named("06-random-utc");
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-09-28");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-10-04");
    private static final String WEEK = "Sun 28 Sep – Sat 4 Oct 2025";
    private static final String WEEK_LINK = "#range=custom&from=2025-09-28&to=2025-10-04";
    private static final String ALL = "All departments · UTC";
    private static final int TELEPHONE_WIDTH = 360;

    /** What is promised: from the event's being counted until the chart has moved. */
    private static final Duration MOVES_WITHIN = Duration.ofSeconds(2);

    private static final TestUser LIMITED = new TestUser("limited", "the-token-of-limited", List.of("sales"));
    private static final TestUser HASTY = new TestUser("hasty", "the-token-of-hasty", null);

    private static final Pattern DURATION = Pattern.compile("(?:(\\d+) min ?)?(?:([\\d.]+) s)?");

    @TempDir
    private static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static ServiceInstance instance;

    private static ApiNumbers api;
    private static String firstTab;

    private final ChromeDriver driver = chromium.driver();
    private DashboardPage page;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start(folder.resolve("chromium"));
        firstTab = chromium.driver().getWindowHandle();
        instance = ServiceInstance.start(folder, List.of(LIMITED, HASTY));
        api = new ApiNumbers(instance, GOLDEN);
        instance.send(GOLDEN.events());
    }

    /** A tab of its own, which remembers no one. */
    @BeforeEach
    void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        page = DashboardPage.open(driver, instance.address(), "");
        page.takeRequests();
    }

    @AfterEach
    void closeTab() {
        List<String> complaints = page.takeComplaints();
        List<String> requests = page.takeRequests();
        driver.close();
        driver.switchTo().window(firstTab);
        assertThat(complaints).as("the browser's console").isEmpty();
        assertThat(requests)
                .allMatch(address -> address.startsWith(instance.address() + "/")
                        || address.startsWith("data:image/svg+xml")
                        || address.startsWith("blob:" + instance.address() + "/"));
    }

    @Test
    void shouldShowTheApisNumbersOfAWeek() throws Exception {
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.openTables();

        page.awaitShown(WEEK, ALL);
        assertThat(page.tables()).isEqualTo(api.charts(FIRST_DAY, LAST_DAY, null));
    }

    @Test
    void shouldShowADayByItsHours() throws Exception {
        LocalDate day = LocalDate.parse("2025-10-01");
        signIn();
        page.choose(day, day);
        page.openTables();

        page.awaitShown("Wed 1 Oct 2025", ALL);
        assertThat(page.tables()).isEqualTo(api.charts(day, day, null));
    }

    @Test
    void shouldShowOneDepartment() throws Exception {
        LocalDate start = LocalDate.parse("2025-09-29");
        LocalDate end = LocalDate.parse("2025-10-03");
        signIn();
        page.choose(start, end);
        page.chooseDepartment("sales");
        page.openTables();

        page.awaitShown("Mon 29 Sep – Fri 3 Oct 2025", "Department sales · UTC");
        assertThat(page.tables()).isEqualTo(api.charts(start, end, "sales"));
    }

    @Test
    void shouldShowConversationsWithoutADepartment() throws Exception {
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.chooseDepartment("");
        page.openTables();

        page.awaitShown(WEEK, "No department · UTC");
        assertThat(page.tables())
                .isEqualTo(api.seriesOfDepartment("", FIRST_DAY, LAST_DAY))
                .isNotEqualTo(api.series(FIRST_DAY, LAST_DAY, "UTC"));
        assertThat(driver.getCurrentUrl()).endsWith("&department=");
        driver.navigate().refresh();
        page.awaitShown(WEEK, "No department · UTC");
    }

    @Test
    void shouldShowAnotherZoneByDaysAndHours() throws Exception {
        LocalDate monday = LocalDate.parse("2025-09-29");
        signIn();
        page.choose(monday, monday.plusDays(6));
        page.chooseZone("Asia/Tokyo");
        page.openTables();

        page.awaitShown("Mon 29 Sep – Sun 5 Oct 2025", "All departments · Asia/Tokyo");
        List<Numbers> days = api.series(monday, monday.plusDays(6), "Asia/Tokyo");
        assertThat(page.tables()).isEqualTo(days).isNotEqualTo(api.series(monday, monday.plusDays(6), "UTC"));
        // The total is that of conversations, not the mean of seven means.
        assertThat(seconds(page.text("[data-metric=reaction_time_avg] .value")))
                .isCloseTo(api.week("reaction_time_avg", monday, "Asia/Tokyo"), withinPercentage(1));
        page.choose(monday, monday);
        page.awaitShown("Mon 29 Sep 2025", "All departments · Asia/Tokyo");
        assertThat(page.tables()).isEqualTo(api.series(monday, monday, "Asia/Tokyo"));
    }

    @Test
    void shouldShowALimitedUserTheDepartmentsThatAreTheirs() {
        page.signIn(LIMITED.id(), LIMITED.token());
        page.awaitState("Live");
        page.choose(FIRST_DAY, LAST_DAY);
        page.awaitShown(WEEK, ALL);
        await().atMost(DashboardPage.PATIENCE)
                .untilAsserted(() -> assertThat(page.departments()).containsExactly("", "=sales"));

        driver.executeScript("location.hash = arguments[0]", WEEK_LINK + "&department=support");
        page.awaitAlert("Department support is not one that you may see.");
        assertThat(page.asksToSignIn()).isFalse();
        driver.executeScript("location.hash = arguments[0]", WEEK_LINK + "&department=");
        page.awaitAlert("Conversations without a department are not ones that you may see.");
        page.chooseDepartment("sales");

        page.awaitShown(WEEK, "Department sales · UTC");
        assertThat(page.takeComplaints()).isNotEmpty().allMatch(complaint -> complaint.contains("status of 403"));
    }

    @Test
    void shouldWaitAsLongAsTheServerSaysWhereItIsAskedTooOften() {
        page.signIn(HASTY.id(), HASTY.token());
        AtomicInteger tries = new AtomicInteger();
        await().atMost(DashboardPage.PATIENCE).untilAsserted(() -> {
            // By which the page comes to ask.
            instance.send(List.of(opened("hasty-" + tries.incrementAndGet(), "2025-06-02")));
            instance.exhaust(HASTY);
            assertThat(page.alert()).contains("Please slow down.", "Trying again.");
        });

        page.awaitState("Live");
        page.awaitNoAlert();
        assertThat(page.takeComplaints()).isNotEmpty().allMatch(complaint -> complaint.contains("status of 429"));
    }

    @Test
    void shouldMoveByAnEventWithoutReloadAlsoAfterARestart() throws Exception {
        LocalDate day = LocalDate.parse("2025-10-20");
        signIn();
        page.choose(day, day.plusDays(1));
        page.openTables();
        page.awaitShown("Mon 20 Oct – Tue 21 Oct 2025", ALL);
        assertThat(conversations()).containsExactly(0.0, 0.0);
        driver.executeScript("window.sinceThen = true");

        instance.send(List.of(opened("live-1")));
        await().atMost(MOVES_WITHIN)
                .untilAsserted(() -> assertThat(conversations()).containsExactly(0.0, 1.0));

        instance.stop();
        page.awaitState("Reconnecting…");
        assertThat(conversations()).as("kept meanwhile").containsExactly(0.0, 1.0);
        instance.startAgain();
        page.awaitState("Live");
        instance.send(List.of(opened("live-2")));

        await().atMost(DashboardPage.PATIENCE)
                .untilAsserted(() -> assertThat(conversations()).containsExactly(0.0, 2.0));
        assertThat(driver.executeScript("return window.sinceThen")).isEqualTo(true);
        assertThat(page.takeComplaints())
                .allMatch(complaint -> complaint.contains("net::ERR_") || complaint.contains("status of 503"));
    }

    @Test
    void shouldRestoreTheViewOfALink() {
        signIn();
        page = DashboardPage.open(
                driver, instance.address(), WEEK_LINK + "&department=sales&compare=absolute&chart=messages");
        driver.navigate().refresh();

        page.awaitShown(WEEK, "Department sales · UTC · dashed: Sun 21 Sep – Sat 27 Sep 2025");
        page.awaitFull(true);
        assertThat(page.text("#full-title")).isEqualTo("Messages");
        assertThat(driver.getCurrentUrl())
                .endsWith("/" + WEEK_LINK + "&department=sales&compare=absolute&chart=messages");
    }

    @Test
    void shouldDownloadTheTableAndThePicture() throws Exception {
        Path downloads = Files.createDirectory(folder.resolve("downloads"));
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.awaitShown(WEEK, ALL);
        page.compareWith("off");
        page.openFull("response_time_avg");
        page.click("full-csv");
        page.click("full-png");

        Path csv = downloads.resolve("response_2025-09-28_2025-10-04.csv");
        Path png = downloads.resolve("response_2025-09-28_2025-10-04.png");
        await().atMost(DashboardPage.PATIENCE).until(() -> Files.exists(csv) && Files.exists(png));
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("Day,Response (s)");
        Numbers table = page.fullTable();
        assertThat(lines.subList(1, lines.size()))
                .isEqualTo(IntStream.range(0, table.labels().size())
                        .mapToObj(i -> table.labels().get(i) + ","
                                + plain(table.points().get(i)))
                        .toList());
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(5_000);
    }

    /** The heading of a picture has more lines where it is narrow, so that all of it is there. */
    @Test
    void shouldPutTheWholeHeadingOnANarrowPicture() throws Exception {
        Path downloads = Files.createDirectory(folder.resolve("narrow-downloads"));
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        page = DashboardPage.openNarrow(driver, instance.address(), TELEPHONE_WIDTH);
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.awaitShown(WEEK, ALL);
        page.openFull("messages");
        page.click("full-png");
        Path shortHeading = downloads.resolve("messages_2025-09-28_2025-10-04.png");
        await().atMost(DashboardPage.PATIENCE).until(() -> Files.exists(shortHeading));
        page.click("full-close");
        String longName = "W".repeat(200);
        driver.executeScript("location.hash = arguments[0]", WEEK_LINK + "&department=" + longName + "&chart=messages");
        page.awaitShown(WEEK, "Department " + longName);
        page.click("full-png");
        Path longHeading = downloads.resolve("messages_2025-09-28_2025-10-04_" + "w".repeat(200) + ".png");
        await().atMost(DashboardPage.PATIENCE).until(() -> Files.exists(longHeading));

        BufferedImage narrow = ImageIO.read(shortHeading.toFile());
        BufferedImage same = ImageIO.read(longHeading.toFile());
        assertThat(same.getWidth()).isEqualTo(narrow.getWidth()).isLessThan(2 * TELEPHONE_WIDTH);
        assertThat(same.getHeight()).isGreaterThan(narrow.getHeight());
        for (BufferedImage picture : List.of(narrow, same)) {
            int edge = picture.getRGB(0, 0);
            assertThat(IntStream.range(0, picture.getHeight())
                            .filter(y -> picture.getRGB(picture.getWidth() - 1, y) != edge))
                    .as("rows in which something goes on beyond the right edge")
                    .isEmpty();
        }
    }

    @Test
    void shouldDoWithTheKeyboardAlone() {
        assertThat(page.hasFocus("#user-id")).isTrue();
        page.press(DemoUser.ID, Keys.TAB, DemoUser.TOKEN, Keys.ENTER);
        page.awaitState("Live");

        page.tabTo("[name=preset]");
        page.press(Keys.ARROW_RIGHT);
        await().atMost(DashboardPage.PATIENCE)
                .untilAsserted(() -> assertThat(driver.getCurrentUrl()).endsWith("#range=30d"));
        page.tabTo("[data-metric=messages] .open");
        page.press(Keys.ENTER);
        page.awaitFull(true);
        page.tabTo("#full .plot");
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.text("#full .about")).contains("previous:");
        page.press(Keys.ESCAPE);

        page.awaitFull(false);
        assertThat(page.hasFocus("[data-metric=messages] .open")).isTrue();
    }

    @Test
    void shouldKeepNobodyOut() throws Exception {
        Axe axe = Axe.load();
        assertThat(axe.faults(driver)).as("signing in").isEmpty();
        signIn();
        page.choose(FIRST_DAY, LAST_DAY);
        page.awaitShown(WEEK, ALL);
        page.openTables();
        for (String theme : List.of("light", "dark")) {
            page.chooseTheme(theme);
            assertThat(axe.faults(driver)).as(theme).isEmpty();
            page.openFull("reaction_time_avg");
            assertThat(axe.faults(driver)).as("%s, in full size", theme).isEmpty();
            page.click("full-close");
            page.awaitFull(false);
        }
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
        page.awaitShown(WEEK, ALL);
        assertFits("a week");
        page.openFull("chat_duration_avg");
        assertFits("in full size");
        page.click("full-close");
        page.choose(FIRST_DAY, FIRST_DAY);
        page.awaitShown("Sun 28 Sep 2025", ALL);
        assertFits("hours");
        page.choose(LAST_DAY, FIRST_DAY);
        assertThat(page.fault()).isEqualTo("The first day is after the last one.");
        assertFits("a fault");
        String longName = "d".repeat(200);
        driver.executeScript("location.hash = arguments[0]", WEEK_LINK + "&department=" + longName);
        page.awaitShown(WEEK, "Department " + longName);
        assertFits("a long name");
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
        page.awaitState("Live");
    }

    private void assertFits(String what) {
        assertThat(page.width()).as(what).isLessThanOrEqualTo(TELEPHONE_WIDTH);
    }

    private List<Double> conversations() {
        return page.tables().get(0).points();
    }

    private static WireEvent opened(String id) {
        return opened(id, "2025-10-21");
    }

    private static WireEvent opened(String id, String day) {
        return WireEvent.of(
                WireEvent.CONVERSATIONS,
                id,
                "{\"type\":\"conversation.opened\",\"eventId\":\"" + id + "\",\"conversationId\":\"" + id
                        + "\",\"occurredAt\":\"" + day + "T09:00:00Z\"}");
    }

    /** "1 min 5 s" → 65 */
    private static double seconds(String text) {
        Matcher parts = DURATION.matcher(text);
        assertThat(parts.matches()).as(text).isTrue();
        return (parts.group(1) == null ? 0 : 60 * Double.parseDouble(parts.group(1)))
                + (parts.group(2) == null ? 0 : Double.parseDouble(parts.group(2)));
    }

    private static String plain(Double value) {
        return value == null ? "" : Double.toString(value).replaceAll("\\.0$", "");
    }
}
