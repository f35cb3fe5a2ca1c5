package dev.livechatmetrics.cli;

import dev.livechatmetrics.testkit.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** This machine's Chromium, without a window; nothing is downloaded, and it keeps everything in one folder. */
final class Chromium implements AutoCloseable {
    private static final int END_SECONDS = 60;

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static Chromium start(Path userData) {
        Path browser = RequiredPrograms.path(Requirement.CHROMIUM);
        Path chromedriver = RequiredPrograms.path(Requirement.CHROMEDRIVER);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toString());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + userData);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                // Numbers and dates of the browser's own are not to depend on the machine.
                .withEnvironment(Map.of("LANGUAGE", "en_US"))
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Returns when no process of the browser's can write to its folder any more. */
    @Override
    public void close() {
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        driver.quit();
        processes.forEach(process ->
                process.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join());
    }
}
