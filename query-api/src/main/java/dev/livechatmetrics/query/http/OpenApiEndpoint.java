package dev.livechatmetrics.query.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document of the routes, as the page under {@code /api-docs} shows it. */
final class OpenApiEndpoint implements Handler {
    static final String PATH = "/api/v1/openapi.yaml";

    private static final String DOCUMENT = "/dev/livechatmetrics/schemas/openapi.yaml";

    private final byte[] document = document();

    private static byte[] document() {
        try (InputStream in = OpenApiEndpoint.class.getResourceAsStream(DOCUMENT)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void handle(Context context) {
        context.header("Cache-Control", "no-cache")
                .contentType("application/yaml")
                .result(document);
    }
}
