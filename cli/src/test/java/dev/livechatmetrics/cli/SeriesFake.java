package dev.livechatmetrics.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Answers, in the browser, for the routes of series and departments, which the instance under test does not have: in UTC, its
 * reporting zone, as such an instance does, so that the page asks charts-data; in other zones with points made up.
 */
final class SeriesFake {
    /** Of seven days, of which nothing was measured on the third. */
    static final List<Integer> VALUES = Arrays.asList(1, 2, null, 4, 5, 6, 7);

    private static final String SCRIPT = """
            const fetchIndeed = window.fetch;
            window.fetch = (address, options) => {
              const { pathname, searchParams } = new URL(address, location.href);
              const answer = (status, body) => Promise.resolve(new Response(JSON.stringify(body), { status }));
              if (pathname === '/api/v1/metrics/departments') {
                return answer(200, { departments: [{ id: 'sales', conversations: 7 }, { id: '', conversations: 3 }], success: true });
              }
              if (pathname !== '/api/v1/metrics/series') {
                return fetchIndeed(address, options);
              }
              if (searchParams.get('timezone') === 'UTC') {
                return answer(404, { success: false, errorType: 'error-not-found', error: 'There is nothing at this path.' });
              }
              const points = VALUES.map((value, i) => ({
                start: `${new Date(Date.parse(searchParams.get('from')) + i * 86400000).toISOString().slice(0, 10)}T00:00:00+09:00`,
                end: '2025-10-31T00:00:00+09:00', value, conversations: value ?? 0,
              }));
              return answer(200, { series: [{ departmentId: null, points }], success: true });
            };
            """;

    private SeriesFake() {}

    /** For every page that the tab opens from now on. */
    static void enter(ChromeDriver driver) {
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", SCRIPT.replace("VALUES", VALUES.toString())));
    }
}
