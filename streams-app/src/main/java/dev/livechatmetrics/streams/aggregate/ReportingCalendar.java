package dev.livechatmetrics.streams.aggregate;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days of one time zone, counted by their local dates from 1970-01-01. A day runs from its first instant to the next
 * day's first instant, whatever its length: 23, 24.5 or 25 hours, or none where the zone skipped the date.
 *
 * <p>The day of an instant is found by these boundaries, not by the local clock: where clocks go back over midnight, a
 * date's last minutes come after the next date's first.
 *
 * <p>Not thread-safe: remembers the day asked for last.
 */
public final class ReportingCalendar {
    private static final int FIRST_STAMPED_DAY =
            Math.toIntExact(LocalDate.of(2000, 1, 1).toEpochDay());
    private static final int LAST_STAMPED_DAY =
            Math.toIntExact(LocalDate.of(2100, 1, 1).toEpochDay());
    private static final long HOUR_MILLIS = 3_600_000;

    private final ZoneId zone;
    private int day;
    private long dayStartMillis = Long.MAX_VALUE;
    private long dayEndMillis = Long.MIN_VALUE;

    public ReportingCalendar(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The first instant of a local day. */
    public long startMillis(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The local day in which an instant lies. */
    public int dayOf(long epochMillis) {
        if (epochMillis < dayStartMillis || epochMillis >= dayEndMillis) {
            find(epochMillis);
        }
        return day;
    }

    /** The boundaries of n days: n + 1 instants, of which equal neighbours are a skipped date. */
    public long[] dayBoundaries(int firstDay, int lastDay) {
        long[] boundaries = new long[lastDay - firstDay + 2];
        for (int i = 0; i < boundaries.length; i++) {
            boundaries[i] = startMillis(firstDay + i);
        }
        return boundaries;
    }

    /** The boundaries of a day's hours, counted from its first instant; the last may be shorter, a skipped date has none. */
    public long[] hourBoundaries(int epochDay) {
        long start = startMillis(epochDay);
        long end = startMillis(epochDay + 1);
        int hours = Math.toIntExact((end - start + HOUR_MILLIS - 1) / HOUR_MILLIS);
        long[] boundaries = new long[hours + 1];
        for (int i = 0; i < hours; i++) {
            boundaries[i] = start + i * HOUR_MILLIS;
        }
        boundaries[hours] = end;
        return boundaries;
    }

    /**
     * A hash of the zone's day boundaries from 2000 to 2100: differs between zones whose days differ and between
     * versions of the time zone data that move a day.
     */
    public long stamp() {
        HashStream64 stream = Hashing.xxh3_64().hashStream();
        for (int d = FIRST_STAMPED_DAY; d <= LAST_STAMPED_DAY; d++) {
            stream.putLong(startMillis(d));
        }
        return stream.getAsLong();
    }

    private void find(long epochMillis) {
        int found = Math.toIntExact(java.time.Instant.ofEpochMilli(epochMillis)
                .atZone(zone)
                .toLocalDate()
                .toEpochDay());
        while (epochMillis < startMillis(found)) {
            found--;
        }
        while (epochMillis >= startMillis(found + 1)) {
            found++;
        }
        day = found;
        dayStartMillis = startMillis(found);
        dayEndMillis = startMillis(found + 1);
    }
}
