package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.time.ZoneId;
import java.util.Arrays;

/** Says which points are whole days of a zone, and so can be answered from rows of days. */
final class PointsOfDays {
    private PointsOfDays() {}

    /** The first day of each point, and the day after the last point; null where a point begins within a day. */
    static int[] firstDays(Points points, ZoneId zone) {
        return points instanceof Points.Dates dates
                ? ofDates(dates, zone)
                : ofStretches(points.instants(), new ReportingCalendar(zone));
    }

    /** Without a look at the calendar where whoever asks goes by the rules of this instance. */
    private static int[] ofDates(Points.Dates dates, ZoneId zone) {
        if (dates.hours() || !zone.equals(dates.zone())) {
            return null;
        }
        boolean same = dates.boundaries() == null
                || Arrays.equals(
                        dates.instants(), new ReportingCalendar(zone).dayBoundaries(dates.firstDay(), dates.lastDay()));
        if (!same) {
            return null;
        }
        int[] days = new int[dates.lastDay() - dates.firstDay() + 2];
        Arrays.setAll(days, point -> dates.firstDay() + point);
        return days;
    }

    private static int[] ofStretches(long[] boundaries, ReportingCalendar calendar) {
        int[] days = new int[boundaries.length];
        for (int i = 0; i < days.length; i++) {
            days[i] = calendar.dayOf(boundaries[i]);
            if (calendar.startMillis(days[i]) != boundaries[i]) {
                return null;
            }
        }
        return days;
    }
}
