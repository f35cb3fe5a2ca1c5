package dev.livechatmetrics.cli.settings;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How events are read.
 *
 * @param reportingTimezone in which a day of a chart begins
 * @param maxFutureSkew how far ahead of the clock an event may be dated
 */
public record EventSettings(ZoneId reportingTimezone, Duration maxFutureSkew) {
    private static final Duration LONGEST_SKEW = Duration.ofDays(36_500);

    public EventSettings {
        new Requirements()
                .require(isRegion(reportingTimezone.getId()), SettingKey.REPORTING_TIMEZONE, reportingTimezone)
                .require(
                        !maxFutureSkew.isNegative() && maxFutureSkew.compareTo(LONGEST_SKEW) <= 0,
                        SettingKey.EVENTS_MAX_FUTURE_SKEW,
                        maxFutureSkew)
                .check();
    }

    static boolean isRegion(String id) {
        return ZoneId.getAvailableZoneIds().contains(id);
    }
}
