package dev.livechatmetrics.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** Deque's axe-core, which finds what keeps people from using a page. The driver brings it in: the page's policy would not. */
record Axe(String script) {
    private static final String RUN = """
            const done = arguments[0];
            axe.run().then(({ violations }) => done(violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))));""";

    static Axe load() throws IOException {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new Axe(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The serious and the critical faults of what is shown. */
    List<?> faults(ChromeDriver driver) {
        driver.executeScript(script + ";window.axe = axe;");
        return (List<?>) driver.executeAsyncScript(RUN);
    }
}
