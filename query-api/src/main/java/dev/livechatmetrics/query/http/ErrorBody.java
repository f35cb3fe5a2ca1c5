package dev.livechatmetrics.query.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.javalin.http.Context;

/** Every error that the API answers: its status and its body, as Rocket.Chat words them. */
record ErrorBody(int status, String json) {
    static final ErrorBody NOT_LOGGED_IN =
            new ErrorBody(401, "{\"status\":\"error\",\"message\":\"You must be logged in to do this.\"}");

    static final ErrorBody NO_PERMISSION = new ErrorBody(
            403,
            "{\"success\":false,\"error\":\"User does not have the permissions required for this action"
                    + " [error-unauthorized]\"}");

    static ErrorBody invalidParameter(String error) {
        return typed(400, "error-invalid-params", error);
    }

    static ErrorBody storesUnavailable(String error) {
        return typed(503, "error-stores-unavailable", error);
    }

    static ErrorBody notFound(String path) {
        return typed(404, "error-not-found", "There is nothing at " + path + "; GET / is the dashboard.");
    }

    static ErrorBody methodNotAllowed(String method) {
        return typed(405, "error-method-not-allowed", method + " is not answered here; use GET.");
    }

    static ErrorBody internal() {
        return typed(500, "error-internal", "The server failed to answer; its log says why.");
    }

    void send(Context context) {
        context.status(status).contentType("application/json").result(json);
    }

    private static ErrorBody typed(int status, String type, String error) {
        return new ErrorBody(
                status,
                "{\"success\":false,\"errorType\":\"" + type + "\",\"error\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(error)) + "\"}");
    }
}
