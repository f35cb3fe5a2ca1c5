package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Which buckets a question has: the days or hours of contract §3, each from its first instant to the next one's. */
final class NaiveCalendar {

    /** From {@code from} to before {@code to}; both equal for a date that the zone skipped. */
    record Bucket(String label, Instant from, Instant to) {
        boolean holds(long millis) {
            return millis >= from.toEpochMilli() && millis < to.toEpochMilli();
        }
    }

    private NaiveCalendar() {}

    static List<Bucket> buckets(LocalDate start, LocalDate end, ZoneId zone) {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("start " + start + " is after end " + end);
        }
        return start.equals(end) ? hours(start, zone) : days(start, end, zone);
    }

    private static List<Bucket> days(LocalDate start, LocalDate end, ZoneId zone) {
        List<Bucket> days = new ArrayList<>();
        for (LocalDate day = start; !day.isAfter(end); day = day.plusDays(1)) {
            String label = day.getMonthValue() + "/" + day.getDayOfMonth();
            days.add(new Bucket(label, firstInstant(day, zone), firstInstant(day.plusDays(1), zone)));
        }
        return days;
    }

    private static List<Bucket> hours(LocalDate day, ZoneId zone) {
        List<Bucket> hours = new ArrayList<>();
        Instant next = firstInstant(day.plusDays(1), zone);
        for (Instant hour = firstInstant(day, zone); hour.isBefore(next); hour = hour.plusSeconds(3600)) {
            Instant hourLater = hour.plusSeconds(3600);
            String label = clock(hour, zone) + "-" + clock(hourLater, zone);
            hours.add(new Bucket(label, hour, hourLater.isBefore(next) ? hourLater : next));
        }
        return hours;
    }

    private static Instant firstInstant(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static String clock(Instant instant, ZoneId zone) {
        int hour = instant.atZone(zone).getHour();
        return (hour % 12 == 0 ? 12 : hour % 12) + (hour < 12 ? "AM" : "PM");
    }
}
