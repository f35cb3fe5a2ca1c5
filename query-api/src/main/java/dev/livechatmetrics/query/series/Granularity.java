package dev.livechatmetrics.query.series;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long the points of a series are. Weeks begin on Monday; the first point and the last are cut to the range. */
public enum Granularity {
    /** Counted from the first instant of each day, so that a day of 24.5 hours ends with half of one. */
    HOUR,
    DAY,
    WEEK,
    MONTH;

    public static Optional<Granularity> of(String text) {
        for (Granularity granularity : values()) {
            if (granularity.text().equals(text)) {
                return Optional.of(granularity);
            }
        }
        return Optional.empty();
    }

    /** As a question names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many points there are without clocks that change and dates that are skipped; found without counting them. */
    long usualPoints(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        return switch (this) {
            case HOUR -> 24 * days;
            case DAY -> days;
            case WEEK ->
                ChronoUnit.WEEKS.between(from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), to) + 1;
            case MONTH -> ChronoUnit.MONTHS.between(from.withDayOfMonth(1), to) + 1;
        };
    }

    /** The first instants of the points and the end of the last. A date that the zone skipped has no point. */
    List<Long> boundaries(LocalDate from, LocalDate to, ZoneId zone) {
        ReportingCalendar calendar = new ReportingCalendar(zone);
        long end = calendar.startMillis(epochDay(to) + 1);
        List<Long> boundaries = new ArrayList<>();
        for (LocalDate date = from; !date.isAfter(to); date = next(date)) {
            if (this == HOUR) {
                long[] hours = calendar.hourBoundaries(epochDay(date));
                for (int hour = 0; hour + 1 < hours.length; hour++) {
                    boundaries.add(hours[hour]);
                }
            } else {
                long start = calendar.startMillis(epochDay(date));
                LocalDate next = next(date);
                long nextStart = next.isAfter(to) ? end : calendar.startMillis(epochDay(next));
                if (start < nextStart) {
                    boundaries.add(start);
                }
            }
        }
        boundaries.add(end);
        return boundaries;
    }

    private LocalDate next(LocalDate date) {
        return switch (this) {
            case HOUR, DAY -> date.plusDays(1);
            case WEEK -> date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> date.with(TemporalAdjusters.firstDayOfNextMonth());
        };
    }

    private static int epochDay(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
