package dev.livechatmetrics.cli.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.query.cluster.InputPositions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An API that is asked over HTTP, as any of its users would. */
public final class LiveCharts {
    private static final String CHARTS = "/api/v1/livechat/analytics/dashboards/charts-data";
    private static final String POSITION = "X-Metrics-Position";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final JsonFactory JSON = new JsonFactory();

    private final String url;
    private final String userId;
    private final String token;
    private final HttpClient http;

    /**
     * {@code url}: scheme, host, port and base path, such as {@code http://127.0.0.1:8080}; {@code trust}: whose
     * certificates are believed where it is https.
     */
    public LiveCharts(String url, String userId, String token, SSLContext trust) {
        this.url = url.replaceFirst("/+$", "");
        this.userId = userId;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(trust)
                .build();
    }

    /** {@code labels} and {@code points} as the body writes them; {@code positions}: what is in it. */
    record Answer(List<String> labels, List<String> points, InputPositions positions) {}

    String url() {
        return url;
    }

    /** The first answer that contains at least what lies before that position; "unavailable" and "too many" are waited out. */
    Answer ask(Question question, InputPositions atLeast) {
        HttpRequest request = request(question, atLeast);
        long startNanos = System.nanoTime();
        while (true) {
            HttpResponse<String> response = send(request);
            if (response.statusCode() == 200) {
                return answer(response);
            }
            boolean passes = response.statusCode() == 503 || response.statusCode() == 429;
            if (!passes || System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                throw new AuditException(url + " answers " + response.statusCode() + ": " + response.body());
            }
            pause(response.statusCode() == 429 ? retryAfter(response) : BETWEEN_TRIES);
        }
    }

    private HttpRequest request(Question question, InputPositions atLeast) {
        String department = question.department() == null ? "" : "&departmentId=" + encoded(question.department());
        return HttpRequest.newBuilder(URI.create(url + CHARTS + "?chartName=" + question.chart() + "&start="
                        + question.start() + "&end=" + question.end() + department))
                .header("X-User-Id", userId)
                .header("X-Auth-Token", token)
                .header(POSITION, atLeast.toString())
                .timeout(TIMEOUT)
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AuditException(
                    "No API answers at " + url + ": " + failed.getClass().getSimpleName()
                            + (failed.getMessage() == null ? "" : ", " + failed.getMessage()) + ".");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditException("interrupted");
        }
    }

    private Answer answer(HttpResponse<String> response) {
        InputPositions positions = response.headers()
                .firstValue(POSITION)
                .flatMap(InputPositions::parse)
                .orElseThrow(
                        () -> new AuditException(url + " gives no " + POSITION + " with an answer, so that it cannot"
                                + " be said what must be in it: it is left out above some 300 partitions."));
        List<String> labels = new ArrayList<>();
        List<String> points = new ArrayList<>();
        try (JsonParser json = JSON.createParser(response.body())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING
                        && "dataLabels"
                                .equals(json.getParsingContext().getParent().getCurrentName())) {
                    labels.add(json.getText());
                } else if (json.currentToken().isNumeric()) {
                    points.add(json.getText());
                }
            }
        } catch (IOException notJson) {
            throw new AuditException(url + " answers with what is no chart.");
        }
        return new Answer(labels, points, positions);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(1));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditException("interrupted");
        }
    }
}
