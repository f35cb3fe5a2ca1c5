package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;

/** Who asks, as the headers say it; either may be null. Never to be logged. */
record Caller(String userId, String token) {
    static Caller of(Context context) {
        return new Caller(
                header(context, ChartsDataEndpoint.USER_ID_HEADER), header(context, ChartsDataEndpoint.TOKEN_HEADER));
    }

    Access.Decision decide(Access access) {
        return access.decide(userId, token);
    }

    /** Null where absent. One that is given twice reads as in Rocket.Chat's Node.js, joined: nobody's id or token. */
    static String header(Context context, String name) {
        List<String> values = Collections.list(context.req().getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }

    @Override
    public String toString() {
        return "a caller";
    }
}
