package dev.livechatmetrics.query.http;

import io.javalin.http.Context;
import java.util.Set;

/**
 * Lets scripts of pages elsewhere ask, where the origin of such a page is on the list: browsers keep the answer from any
 * other. Who asks is told by headers, never by a cookie, so no answer allows credentials.
 */
final class Cors {
    private static final String METHODS = "GET, HEAD";
    private static final String REQUEST_HEADERS = String.join(
            ", ",
            Gate.USER_ID_HEADER,
            Gate.TOKEN_HEADER,
            ChartsDataEndpoint.POSITION_HEADER,
            LiveEndpoint.LAST_EVENT_ID_HEADER);
    private static final String ANSWER_HEADERS = String.join(
            ", ",
            ChartsDataEndpoint.POSITION_HEADER,
            ChartsDataEndpoint.STALENESS_HEADER,
            Gate.LIMIT_HEADER,
            Gate.REMAINING_HEADER,
            Gate.RESET_HEADER,
            "Retry-After");

    /** For which a browser need not ask again whether it may. */
    private static final String ALLOWED_SECONDS = "600";

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    boolean isOff() {
        return origins.isEmpty();
    }

    /** What the answer to any request says to a browser. */
    void allow(Context context) {
        context.header("Vary", "Origin");
        if (isAllowed(context)) {
            context.header("Access-Control-Allow-Origin", context.header("Origin"))
                    .header("Access-Control-Expose-Headers", ANSWER_HEADERS);
        }
    }

    /** A browser asks whether a script may ask. */
    void preflight(Context context) {
        if (isAllowed(context)) {
            context.header("Access-Control-Allow-Methods", METHODS)
                    .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
                    .header("Access-Control-Max-Age", ALLOWED_SECONDS);
        }
        context.status(204);
    }

    private boolean isAllowed(Context context) {
        String origin = context.header("Origin");
        return origin != null && origins.contains(origin);
    }
}
