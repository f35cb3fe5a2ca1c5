package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.query.http.RunningServer.Raw;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DashboardTest {
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html, <!doctype html>",
        "/index.html, text/html, <!doctype html>",
        "/theme.css, text/css, {",
        "/api.js, text/javascript, fetch",
        "/uplot/uPlot.esm.js, text/javascript, uPlot",
        "/uplot/LICENSE, text/plain, MIT",
        "/api-docs/, text/html, <!doctype html>",
        "/api-docs/api-docs.js, text/javascript, SwaggerUIBundle",
        "/api-docs/swagger-ui/swagger-ui.css, text/css, {",
        "/api-docs/swagger-ui/swagger-ui-bundle.js, text/javascript, SwaggerUIBundle"
    })
    void shouldServeItsOwnFilesToAnybodyUnderAStrictPolicy(String path, String type, String content) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.body()).contains(content);
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "set-cookie");
    }

    @Test
    void shouldNotSendAgainWhatTheBrowserHas() {
        String tag = server.get("/").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> answer = server.get("/", "If-None-Match", tag);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(server.get("/", "If-None-Match", "W/\"another\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldServeTheDocumentOfItsRoutes() {
        HttpResponse<String> answer = server.get(OpenApiEndpoint.PATH);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/yaml");
        assertThat(answer.body()).startsWith("openapi: 3.1");
    }

    /** The page's own addresses are relative: without the slash they would lead elsewhere. */
    @Test
    void shouldLeadToTheFolderOfThePage() {
        HttpResponse<String> answer = server.get("/api-docs");

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).contains("api-docs/");
    }

    @Test
    void shouldAnswerHead() {
        HttpResponse<String> head = server.send("HEAD", "/");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(server.get("/").headers().firstValue("Content-Length"));
    }

    /** Whatever else lies on the class path, a logging configuration or the classes, is not served. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/logback-test.xml",
                "/../logback-test.xml",
                "/x/../../logback-test.xml",
                "/./../logback-test.xml",
                "/..%2flogback-test.xml",
                "/..%5clogback-test.xml",
                "/..\\logback-test.xml",
                "/%2e%2e/logback-test.xml",
                "/%252e%252e/logback-test.xml",
                "/..;/logback-test.xml",
                "//logback-test.xml",
                "/dashboard",
                "/dashboard/",
                "/dashboard/index.html",
                "/index.html/",
                "/api-docs/swagger-ui/",
                "/api-docs/dashboard.js",
                "/api-docs/../logback-test.xml",
                "/index.html%00",
                "/dev/livechatmetrics/query/http/ApiServer.class",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml"
            })
    void shouldServeNothingElse(String path) {
        Raw answer = server.rawGet(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(answer.body()).startsWith("{\"success\":false,").doesNotContain("logback", "Class", "Manifest");
    }
}
