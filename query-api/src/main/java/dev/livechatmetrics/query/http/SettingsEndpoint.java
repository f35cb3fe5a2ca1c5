package dev.livechatmetrics.query.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.javalin.http.Context;
import java.time.ZoneId;

/** What a client must know of this deployment's settings to read its answers: the zone in which charts-data's days begin. */
final class SettingsEndpoint implements GuardedHandler {
    static final String PATH = "/api/v1/metrics/settings";

    private final String body;

    SettingsEndpoint(ZoneId reportingZone) {
        this.body = "{\"reportingTimezone\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(reportingZone.getId()))
                + "\",\"success\":true}";
    }

    @Override
    public void handle(Context context, Permit permit) {
        context.contentType("application/json").result(body);
    }
}
