package dev.livechatmetrics.query.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.javalin.http.Context;

/** Whether the process lives, and whether this instance is ready to answer. */
final class HealthEndpoints {
    static final String LIVE_PATH = "/health/live";
    static final String READY_PATH = "/health/ready";

    private final Answers answers;

    HealthEndpoints(Answers answers) {
        this.answers = answers;
    }

    void live(Context context) {
        send(context, 200, "{\"status\":\"up\"}");
    }

    void ready(Context context) {
        String reason = answers.notReadyReason();
        if (reason == null) {
            send(context, 200, "{\"status\":\"ready\"}");
        } else {
            String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(reason));
            send(context, 503, "{\"status\":\"starting\",\"reason\":\"" + quoted + "\"}");
        }
    }

    private static void send(Context context, int status, String json) {
        context.status(status)
                .header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(json);
    }
}
