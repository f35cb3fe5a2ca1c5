package dev.livechatmetrics.query.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartLabelsTest {
    private static final Pattern HOUR = Pattern.compile("(?:1[0-2]|[1-9])(?:AM|PM)-(?:1[0-2]|[1-9])(?:AM|PM)");

    private static final List<String> ORDINARY_DAY = List.of(
            "12AM-1AM",
            "1AM-2AM",
            "2AM-3AM",
            "3AM-4AM",
            "4AM-5AM",
            "5AM-6AM",
            "6AM-7AM",
            "7AM-8AM",
            "8AM-9AM",
            "9AM-10AM",
            "10AM-11AM",
            "11AM-12PM",
            "12PM-1PM",
            "1PM-2PM",
            "2PM-3PM",
            "3PM-4PM",
            "4PM-5PM",
            "5PM-6PM",
            "6PM-7PM",
            "7PM-8PM",
            "8PM-9PM",
            "9PM-10PM",
            "10PM-11PM",
            "11PM-12AM");

    @ParameterizedTest
    @CsvSource({
        "2025-10-01, 2025-10-02, 10/1 10/2",
        "2025-10-09, 2025-10-10, 10/9 10/10",
        "2025-12-31, 2026-01-01, 12/31 1/1",
        "2024-02-28, 2024-03-01, 2/28 2/29 3/1",
        "2025-02-28, 2025-03-01, 2/28 3/1",
        "1999-12-31, 2000-01-01, 12/31 1/1",
        "0000-02-28, 0000-03-01, 2/28 2/29 3/1",
        "9999-12-30, 9999-12-31, 12/30 12/31",
        // Zones that skipped a date have it all the same, with nothing in it.
        "2011-12-29, 2011-12-31, 12/29 12/30 12/31"
    })
    void shouldLabelDaysByMonthAndDay(LocalDate start, LocalDate end, String labels) {
        assertThat(ChartLabels.days(start, end)).containsExactly(labels.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2025-10-01",
        "Asia/Kathmandu, 2025-10-01",
        "America/New_York, 2025-11-01",
        "America/New_York, 2025-11-03",
        "Pacific/Kiritimati, 2025-01-01"
    })
    void shouldLabelTheHoursOfAnOrdinaryDay(ZoneId zone, LocalDate day) {
        assertThat(ChartLabels.hours(day, zone)).isEqualTo(ORDINARY_DAY);
    }

    /** The first and the last hours, and how many there are. */
    @ParameterizedTest
    @CsvSource({
        // The hour from 1 to 2 comes twice.
        "America/New_York, 2025-11-02, 25, 12AM-1AM 1AM-1AM 1AM-2AM 2AM-3AM, 11PM-12AM",
        "Europe/Berlin, 2025-10-26, 25, 12AM-1AM 1AM-2AM 2AM-2AM 2AM-3AM, 11PM-12AM",
        // It never comes.
        "America/New_York, 2025-03-09, 23, 12AM-1AM 1AM-3AM 3AM-4AM, 11PM-12AM",
        "Europe/Berlin, 2025-03-30, 23, 12AM-1AM 1AM-3AM 3AM-4AM, 11PM-12AM",
        // Midnight never comes.
        "Africa/Cairo, 2025-04-25, 23, 1AM-2AM 2AM-3AM, 11PM-12AM",
        "Asia/Beirut, 2025-03-30, 23, 1AM-2AM 2AM-3AM, 11PM-12AM",
        "America/Havana, 2025-03-09, 23, 1AM-2AM 2AM-3AM, 11PM-12AM",
        // Midnight comes twice: the day begins with the first.
        "America/Havana, 2025-11-02, 25, 12AM-12AM 12AM-1AM 1AM-2AM, 11PM-12AM",
        // The hour before midnight comes twice.
        "Africa/Cairo, 2025-10-30, 25, 12AM-1AM 1AM-2AM, 10PM-11PM 11PM-11PM 11PM-12AM",
        // Half an hour less and more: the last hour is half a one, labelled as a whole one.
        "Australia/Lord_Howe, 2025-10-05, 24, 12AM-1AM 1AM-2AM 2AM-3AM 3AM-4AM, 11PM-12AM",
        "Australia/Lord_Howe, 2025-04-06, 25, 12AM-1AM 1AM-1AM 1AM-2AM 2AM-3AM, 11PM-12AM",
        // The hour before midnight never comes.
        "America/Nuuk, 2024-03-30, 23, 12AM-1AM 1AM-2AM, 9PM-10PM 10PM-12AM",
        // Two hours less and more, the only place of that kind.
        "Antarctica/Troll, 2025-03-30, 22, 12AM-3AM 3AM-4AM, 11PM-12AM",
        "Antarctica/Troll, 2025-10-26, 26, 12AM-1AM 1AM-2AM 2AM-1AM 1AM-2AM 2AM-3AM, 11PM-12AM"
    })
    void shouldLabelHoursFromTheLocalClock(ZoneId zone, LocalDate day, int hours, String first, String last) {
        List<String> labels = ChartLabels.hours(day, zone);

        assertThat(labels).hasSize(hours).startsWith(first.split(" ")).endsWith(last.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"Pacific/Apia, 2011-12-30", "Pacific/Fakaofo, 2011-12-30", "Pacific/Kiritimati, 1994-12-31"})
    void shouldHaveNoHoursOnADateThatTheZoneSkipped(ZoneId zone, LocalDate day) {
        assertThat(ChartLabels.hours(day, zone)).isEmpty();
    }

    /** Every zone that Java knows, every day of four years with a leap day; zones of the same rules have the same days. */
    @Test
    void everyHourHasALegalLabel() {
        Map<ZoneRules, ZoneId> zones = new HashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .forEach(zone -> zones.putIfAbsent(zone.getRules(), zone));
        LocalDate end = LocalDate.of(2028, 1, 1);
        List<String> wrong = new ArrayList<>();
        for (ZoneId zone : zones.values()) {
            ReportingCalendar calendar = new ReportingCalendar(zone);
            boolean twoHoursOfSummerTime = zone.getId().equals("Antarctica/Troll");
            for (LocalDate day = LocalDate.of(2024, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
                List<String> labels = ChartLabels.hours(day, zone);
                int hours = calendar.hourBoundaries(Math.toIntExact(day.toEpochDay())).length - 1;
                boolean likely = twoHoursOfSummerTime || (hours >= 23 && hours <= 25);
                if (labels.size() != hours || !likely || !areLegal(labels)) {
                    wrong.add(zone + " " + day + " " + hours + " " + labels);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean areLegal(List<String> labels) {
        // Almost every day is an ordinary one: the pattern is for the rest.
        return labels.equals(ORDINARY_DAY)
                || labels.stream().allMatch(label -> HOUR.matcher(label).matches());
    }
}
