package dev.livechatmetrics.query.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.javalin.http.Context;
import java.util.Map;

/**
 * Every error that the API answers: its status and its body, as Rocket.Chat words them. None repeats anything of the
 * request.
 *
 * @param retryAfterSeconds when to ask again; 0 = asking again does not help
 */
record ErrorBody(int status, String json, long retryAfterSeconds) {
    static final String CONTENT_TYPE = "application/json";

    static final ErrorBody NOT_LOGGED_IN =
            new ErrorBody(401, "{\"status\":\"error\",\"message\":\"You must be logged in to do this.\"}");

    /** As Rocket.Chat 8 has it: {@code ApiClass.ts} adds the former two fields to those of every refusal. */
    static final ErrorBody NOT_LOGGED_IN_ROCKETCHAT = new ErrorBody(
            401,
            "{\"success\":false,\"error\":\"You must be logged in to do this.\",\"status\":\"error\","
                    + "\"message\":\"You must be logged in to do this.\"}");

    static final ErrorBody NO_PERMISSION = new ErrorBody(
            403,
            "{\"success\":false,\"error\":\"User does not have the permissions required for this action"
                    + " [error-unauthorized]\"}");

    static final ErrorBody NOT_FOUND =
            typed(404, "error-not-found", "There is nothing at this path; GET / is the dashboard.");

    static final ErrorBody METHOD_NOT_ALLOWED =
            typed(405, "error-method-not-allowed", "This path does not answer requests of this method.");

    static final ErrorBody NOT_A_PEER =
            typed(401, "error-unauthorized", "This path answers instances that share PEER_SECRET alone.");

    static final ErrorBody NOT_ROCKET_CHAT = typed(
            401,
            "error-unauthorized",
            "The header " + RocketChatWebhookEndpoint.TOKEN_HEADER + " is not the one that this path takes.");

    static final ErrorBody WEBHOOK_NOT_STORED =
            typed(503, "error-webhook-not-stored", "Kafka did not acknowledge it in time; send it again.");

    static final ErrorBody TOO_MANY_STREAMS = typed(
            503,
            "error-too-many-streams",
            "This instance has as many live streams open as it takes, or is stopping; try again.");

    static final ErrorBody TOO_MANY_STREAMS_OF_USER = new ErrorBody(
            429,
            typed(
                            429,
                            "error-too-many-streams",
                            "This user has as many live streams open at this instance as one may have; close some.")
                    .json(),
            LiveLimits.DEFAULT.heartbeat().toSeconds());

    static final ErrorBody TOO_LARGE = typed(413, "error-too-large", "The body of the request is too long.");

    /** Without a type, as Rocket.Chat's clients expect it. */
    static final ErrorBody INTERNAL =
            new ErrorBody(500, "{\"success\":false,\"error\":\"The server failed to answer; its log says why.\"}");

    private ErrorBody(int status, String json) {
        this(status, json, status == 503 ? 1 : 0);
    }

    /** In the words of Rocket.Chat's own limiter. */
    static ErrorBody tooManyRequests(long seconds) {
        return new ErrorBody(
                429,
                "{\"success\":false,\"error\":\"Error, too many requests. Please slow down. You must wait " + seconds
                        + " seconds before trying this endpoint again. [error-too-many-requests]\"}",
                seconds);
    }

    /** {@code error}: a sentence that says why it is not known who asks. */
    static ErrorBody judgeUnavailable(String error) {
        return typed(503, "error-access-unavailable", error);
    }

    static ErrorBody invalidParameter(String error) {
        return typed(400, "error-invalid-params", error);
    }

    /** {@code reason}: what is wrong with it, as the end of a sentence about the body. */
    static ErrorBody invalidWebhook(String reason) {
        return typed(400, "error-invalid-webhook", "The body is no webhook: " + reason + ".");
    }

    static ErrorBody storesUnavailable(String error) {
        return typed(503, "error-stores-unavailable", error);
    }

    /** For what the server refuses by itself before or beside the routes. */
    static ErrorBody ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 408 -> typed(status, "error-timeout", "The request did not arrive in time.");
            case 414, 431 -> typed(status, "error-too-large", "The address and headers of the request are too long.");
            case 503 -> storesUnavailable("The server is stopping or has too many requests to answer.");
            default ->
                status >= 500 && status != 505
                        ? new ErrorBody(status, INTERNAL.json())
                        : typed(
                                status,
                                "error-bad-request",
                                "The request is not one of HTTP/1.1 that can be answered.");
        };
    }

    /** What goes with the body. */
    Map<String, String> headers() {
        return retryAfterSeconds == 0
                ? Map.of("Cache-Control", "no-store")
                : Map.of("Cache-Control", "no-store", "Retry-After", Long.toString(retryAfterSeconds));
    }

    void send(Context context) {
        headers().forEach(context::header);
        context.status(status).contentType(CONTENT_TYPE).result(json);
    }

    private static ErrorBody typed(int status, String type, String error) {
        return new ErrorBody(
                status,
                "{\"success\":false,\"errorType\":\"" + type + "\",\"error\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(error)) + "\"}");
    }
}
