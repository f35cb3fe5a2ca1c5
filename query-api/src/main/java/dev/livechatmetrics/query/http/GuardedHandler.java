package dev.livechatmetrics.query.http;

import io.javalin.http.Context;

/** Answers whoever may ask, of what he may hear of: the departments of every question come from the permit. */
@FunctionalInterface
interface GuardedHandler {
    void handle(Context context, Permit permit) throws Exception;

    /** What is answered to whoever is nobody. */
    default ErrorBody notLoggedIn() {
        return ErrorBody.NOT_LOGGED_IN;
    }
}
