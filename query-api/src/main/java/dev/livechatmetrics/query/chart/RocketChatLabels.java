package dev.livechatmetrics.query.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Rocket.Chat 8's labels of hours, such as {@code 12AM-12AM}: the hour of UTC in which a point begins, taken as one of
 * <em>today</em>, at this minute and at its last one, in the zone. So in whole zones both sides are equal, a label is an
 * hour off for half of the year where clocks change, and off the hour it depends on the minute.
 */
final class RocketChatLabels {
    private RocketChatLabels() {}

    static String hour(Instant start, ZoneId zone, Instant now) {
        ZonedDateTime today =
                now.atZone(ZoneOffset.UTC).withHour(start.atZone(ZoneOffset.UTC).getHour());
        ZonedDateTime end = today.withMinute(59).withSecond(59);
        return ChartLabels.clock(today.toInstant(), zone) + "-" + ChartLabels.clock(end.toInstant(), zone);
    }
}
