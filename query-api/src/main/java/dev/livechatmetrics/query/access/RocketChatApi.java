package dev.livechatmetrics.query.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * What a workspace of Rocket.Chat is asked, as RocketChat/Rocket.Chat has it in {@code apps/meteor/app/api/server}:
 *
 * <ul>
 *   <li>{@code GET /api/v1/me} ({@code v1/misc.ts}): 200 with {@code _id}, {@code active} and {@code roles}, or 401 where
 *       {@code ApiClass.ts} finds no user with that id and the SHA-256 of that token;
 *   <li>{@code GET /api/v1/permissions.listAll} ({@code v1/permissions.ts}): to any user, {@code update} with {@code _id}
 *       and {@code roles} of every permission.
 * </ul>
 *
 * <p>Credentials go to that address alone: redirects are not followed.
 */
final class RocketChatApi {
    static final String ME = "/api/v1/me";
    static final String PERMISSIONS = "/api/v1/permissions.listAll";

    private static final int MOST_BYTES = 4 << 20;
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client;
    private final URI url;
    private final Duration call;

    /** What Rocket.Chat says of itself of whom it knows. */
    record Me(String userId, boolean active, Set<String> roles) {}

    /** Whom it concerns that there is no answer. */
    enum Concerns {
        /** The token, which is nobody's. */
        TOKEN,
        /** This question alone. */
        QUESTION,
        /** Every question: it is better left alone for a while. */
        ALL
    }

    /** Rocket.Chat gives no answer that can be used; the message is the end of a sentence about it. */
    static final class NoAnswerException extends RuntimeException {
        private final Concerns concerns;

        private NoAnswerException(String what, Concerns concerns) {
            super(what, null, false, false);
            this.concerns = concerns;
        }

        Concerns concerns() {
            return concerns;
        }
    }

    RocketChatApi(URI url, SSLContext tls) {
        this(url, tls, CALL);
    }

    /** {@code call}: how long an answer may take. */
    RocketChatApi(URI url, SSLContext tls, Duration call) {
        this.url = url;
        this.call = call;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(call)
                .sslContext(tls)
                .build();
    }

    URI url() {
        return url;
    }

    /** Ends with a {@link NoAnswerException} where there is none. */
    CompletableFuture<Me> me(String userId, String token) {
        return get(ME, userId, token).thenApply(RocketChatApi::me);
    }

    /** The roles that have a permission. Ends with a {@link NoAnswerException} where there is no answer. */
    CompletableFuture<Set<String>> rolesWith(String permission, String userId, String token) {
        return get(PERMISSIONS, userId, token).thenApply(answer -> rolesWith(permission, answer));
    }

    private CompletableFuture<JsonNode> get(String path, String userId, String token) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("X-User-Id", userId)
                    .header("X-Auth-Token", token)
                    .timeout(call)
                    .build();
        } catch (IllegalArgumentException notInAHeader) {
            return CompletableFuture.failedFuture(new NoAnswerException("cannot be sent such a token", Concerns.TOKEN));
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, response -> new BoundedBody(MOST_BYTES));
        // The request's own time does not count the body.
        return exchange.copy().orTimeout(call.toMillis(), TimeUnit.MILLISECONDS).handle((response, failure) -> {
            exchange.cancel(true);
            if (failure != null) {
                throw new NoAnswerException(whyNot(failure), Concerns.ALL);
            }
            return read(response);
        });
    }

    private String whyNot(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof SSLException
                ? "is not trusted: its certificate is not of an authority that Java or TLS_CA_FILE names, or not for that host"
                : "does not answer within " + call.toSeconds() + " s, or cannot be reached";
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            try {
                JsonNode answer = JSON.readTree(response.body());
                if (answer.path("success").asBoolean()) {
                    return answer;
                }
            } catch (IOException notJson) {
                // As bad as any other answer that is none.
            }
            throw new NoAnswerException("answers with what is none of Rocket.Chat's answers", Concerns.QUESTION);
        }
        if (status == 429) {
            throw new NoAnswerException(
                    "has had too many questions: raise API_Enable_Rate_Limiter_Limit_Calls_Default there",
                    Concerns.ALL);
        }
        throw new NoAnswerException(
                "answers with status " + status,
                status == 401 ? Concerns.TOKEN : status >= 500 ? Concerns.ALL : Concerns.QUESTION);
    }

    private static Me me(JsonNode answer) {
        Set<String> roles = new HashSet<>();
        answer.path("roles").forEach(role -> roles.add(role.asText()));
        return new Me(answer.path("_id").asText(), answer.path("active").asBoolean(true), roles);
    }

    private static Set<String> rolesWith(String permission, JsonNode answer) {
        for (JsonNode each : answer.path("update")) {
            if (each.path("_id").asText().equals(permission)) {
                Set<String> roles = new HashSet<>();
                each.path("roles").forEach(role -> roles.add(role.asText()));
                return roles;
            }
        }
        throw new NoAnswerException("names no permission " + permission, Concerns.QUESTION);
    }
}
