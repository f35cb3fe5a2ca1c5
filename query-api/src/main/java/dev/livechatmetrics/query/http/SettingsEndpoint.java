package dev.livechatmetrics.query.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.livechatmetrics.query.access.Access;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.ZoneId;

/** What a client must know of this deployment's settings to read its answers: the zone in which charts-data's days begin. */
final class SettingsEndpoint implements Handler {
    static final String PATH = "/api/v1/metrics/settings";

    private final Access access;
    private final String body;

    SettingsEndpoint(Access access, ZoneId reportingZone) {
        this.access = access;
        this.body = "{\"reportingTimezone\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(reportingZone.getId()))
                + "\",\"success\":true}";
    }

    @Override
    public void handle(Context context) {
        context.header("Cache-Control", "no-store");
        switch (Caller.of(context).decide(access)) {
            case NOT_LOGGED_IN -> ErrorBody.NOT_LOGGED_IN.send(context);
            case NO_PERMISSION -> ErrorBody.NO_PERMISSION.send(context);
            case ALLOWED -> context.contentType("application/json").result(body);
        }
    }
}
