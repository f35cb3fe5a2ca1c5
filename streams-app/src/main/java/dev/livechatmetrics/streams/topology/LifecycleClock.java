package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import dev.livechatmetrics.streams.conversation.Standing;
import java.time.ZoneId;

/**
 * What is due by the clock. Days of arrival are whole days of UTC and count from their end, so that nothing is due too
 * early; conversations leave by whole days of the reporting zone. Cheap to ask for every record.
 */
final class LifecycleClock {
    private static final long DAY_MILLIS = 86_400_000;

    private final LifecycleLimits limits;
    private final ReportingCalendar calendar;
    private long nowMillis = Long.MIN_VALUE;
    private long sameUntilMillis = Long.MIN_VALUE;
    private long horizonMillis = Long.MIN_VALUE;
    private int today;

    /** What is to become of a conversation. */
    enum Due {
        NOTHING,
        /** To be condensed, if its events say that it is closed and quiet. */
        CONDENSE,
        EXPIRE,
        STOP_WAITING
    }

    LifecycleClock(LifecycleLimits limits, ZoneId zone) {
        this.limits = limits;
        this.calendar = new ReportingCalendar(zone);
    }

    /** Sets the time; one before the time that was set last changes nothing. */
    void advanceTo(long millis) {
        nowMillis = Math.max(nowMillis, millis);
        if (nowMillis < sameUntilMillis) {
            return;
        }
        today = Math.toIntExact(Math.floorDiv(nowMillis, DAY_MILLIS));
        sameUntilMillis = (today + 1) * DAY_MILLIS;
        if (limits.retentionDays() > 0) {
            long keptMillis = limits.retentionDays() * DAY_MILLIS;
            int firstKeptDay = calendar.dayOf(nowMillis - keptMillis);
            horizonMillis = calendar.startMillis(firstKeptDay);
            sameUntilMillis = Math.min(sameUntilMillis, calendar.startMillis(firstKeptDay + 1) + keptMillis);
        }
    }

    /** The day of UTC, counted from the epoch. */
    int today() {
        return today;
    }

    /** A conversation opened before this instant has expired: a first instant of a day of the reporting zone. */
    long horizonMillis() {
        return horizonMillis;
    }

    boolean hasExpired(Standing standing) {
        return standing.openedAtMillis() < horizonMillis;
    }

    /** Before this, the latest event of a conversation that is to be condensed has happened. */
    long quietBeforeMillis() {
        return nowMillis - limits.condenseAfterDays() * DAY_MILLIS;
    }

    Due due(Standing standing) {
        if (hasExpired(standing)) {
            return Due.EXPIRE;
        }
        return switch (standing.kind()) {
            case UNKNOWN, OPEN, CONDENSED -> Due.NOTHING;
            case WAITING -> isPast(standing, limits.waitingMaxDays()) ? Due.STOP_WAITING : Due.NOTHING;
            case CLOSED -> isPast(standing, limits.condenseAfterDays()) ? Due.CONDENSE : Due.NOTHING;
            case DELETED ->
                standing.openedAtMillis() == Standing.NOT_OPENED && isPast(standing, limits.retentionDays())
                        ? Due.EXPIRE
                        : Due.NOTHING;
        };
    }

    /** Whether more than so many days have gone since the last arrival; never where they are 0. */
    private boolean isPast(Standing standing, int days) {
        return days > 0 && today - standing.lastArrivalDay() > days;
    }
}
