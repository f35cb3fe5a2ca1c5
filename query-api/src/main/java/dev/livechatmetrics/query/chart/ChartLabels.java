package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The labels of a chart's points: {@code 10/1} for a day, {@code 1AM-2AM} for an hour. */
final class ChartLabels {
    private static final long HOUR_SECONDS = 3_600;

    /** By month and day, both counted from 1: a chart of a year takes as many. */
    private static final String[][] OF_DAYS = ofDays();

    private ChartLabels() {}

    static List<String> days(LocalDate start, LocalDate end) {
        List<String> labels = new ArrayList<>(Math.toIntExact(ChronoUnit.DAYS.between(start, end)) + 1);
        LocalDate firstOfMonth = start.withDayOfMonth(1);
        for (int day = start.getDayOfMonth(); !firstOfMonth.isAfter(end); day = 1) {
            boolean endsHere = firstOfMonth.getYear() == end.getYear() && firstOfMonth.getMonth() == end.getMonth();
            int last = endsHere ? end.getDayOfMonth() : firstOfMonth.lengthOfMonth();
            labels.addAll(Arrays.asList(OF_DAYS[firstOfMonth.getMonthValue()]).subList(day, last + 1));
            firstOfMonth = firstOfMonth.plusMonths(1);
        }
        return labels;
    }

    private static String[][] ofDays() {
        String[][] labels = new String[13][32];
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                labels[month][day] = month + "/" + day;
            }
        }
        return labels;
    }

    /** From the local clock at each hour's start and one hour later; as many as the day has hours. */
    static List<String> hours(LocalDate day, ZoneId zone) {
        long[] boundaries = new ReportingCalendar(zone).hourBoundaries(Math.toIntExact(day.toEpochDay()));
        List<String> labels = new ArrayList<>();
        for (int i = 0; i + 1 < boundaries.length; i++) {
            Instant start = Instant.ofEpochMilli(boundaries[i]);
            labels.add(clock(start, zone) + "-" + clock(start.plusSeconds(HOUR_SECONDS), zone));
        }
        return labels;
    }

    /** The hour of the local clock, such as {@code 12AM}. */
    static String clock(Instant instant, ZoneId zone) {
        int hour = instant.atZone(zone).getHour();
        int ofHalfDay = hour % 12 == 0 ? 12 : hour % 12;
        return ofHalfDay + (hour < 12 ? "AM" : "PM");
    }
}
