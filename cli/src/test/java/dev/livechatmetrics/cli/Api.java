package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.query.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Asks an instance over HTTP as a stranger would. */
final class Api {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The route of Rocket.Chat and its documentation's spelling, asked by turns. */
    private static final String[] CHARTS = {
        "/api/v1/livechat/analytics/dashboards/charts-data",
        "/api/v1/livechat/livechat/analytics/dashboards/charts-data"
    };

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration READ_POLL = Duration.ofMillis(20);

    /** A scrape is much more than a look at the ledger. */
    private static final Duration SCRAPE_POLL = Duration.ofMillis(100);

    private final String address;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();

    Api(String address) {
        this(address, Trust.only(Optional.empty()));
    }

    /** {@code trust}: whose certificates are believed. */
    Api(String address, SSLContext trust) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(trust)
                .build();
    }

    String address() {
        return address;
    }

    /** {@code headers}: further ones, names and values by turns. */
    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("X-User-Id", InstanceFolder.USER_ID)
                .header("X-Auth-Token", InstanceFolder.TOKEN);
        return send(headers.length > 0 ? request.headers(headers) : request);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(Duration.ofSeconds(60)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void awaitReady() {
        await().atMost(PATIENCE)
                .pollInterval(READ_POLL)
                .untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));
    }

    /** The body of the first answer that is not "unavailable" and not a copy's: there is no second chance for a wrong one. */
    String chart(String chartName, LocalDate start, LocalDate end, String departmentId) {
        String query = "?chartName=" + encoded(chartName) + "&start=" + start + "&end=" + end
                + (departmentId == null ? "" : "&departmentId=" + encoded(departmentId));
        return whole(() -> CHARTS[turn.getAndIncrement() % CHARTS.length] + query);
    }

    /** The same of series. */
    String series(String query) {
        return whole(() -> "/api/v1/metrics/series" + query);
    }

    /** Likewise the list of departments. */
    String departments() {
        return whole(() -> "/api/v1/metrics/departments");
    }

    /** Likewise the conversations opened from one instant on and before another, all pages of so many. */
    List<String> conversations(Instant from, Instant to, int limit) {
        List<String> conversations = new ArrayList<>();
        String query = "/api/v1/metrics/conversations?from=" + from + "&to=" + to + "&limit=" + limit;
        for (String cursor = ""; cursor != null; ) {
            String path = query + cursor;
            JsonNode page = parsed(whole(() -> path));
            page.path("conversations").forEach(conversation -> conversations.add(conversation.toString()));
            String next = page.path("next").textValue();
            cursor = next == null ? null : "&cursor=" + next;
        }
        return conversations;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private String whole(Supplier<String> path) {
        HttpResponse<String> response = await().atMost(PATIENCE)
                .pollInterval(READ_POLL)
                .pollDelay(Duration.ZERO)
                .until(() -> get(path.get()), answer -> answer.statusCode() != 503 && !isOfACopy(answer));
        assertThat(response.statusCode())
                .as("%s: %s", response.uri(), response.body())
                .isEqualTo(200);
        return response.body();
    }

    /** Which may be older than what was sent by now. */
    static boolean isOfACopy(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Metrics-Staleness-Ms").isPresent();
    }

    LedgerMetricsText ledger() {
        HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return LedgerMetricsText.parse(response.body());
    }

    /** The ledger once it counts at least so many records. */
    LedgerMetricsText awaitRecords(long total) {
        return await().atMost(PATIENCE)
                .pollInterval(SCRAPE_POLL)
                .pollDelay(Duration.ZERO)
                .until(this::ledger, ledger -> ledger.total() >= total);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
