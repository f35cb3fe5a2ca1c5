package dev.livechatmetrics.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportingCalendarTest {
    private static final long HOUR = 3_600_000;

    /** Buckets are quarter hours of UTC, so this is what makes any zone's charts exact. */
    @Test
    void daysAndHoursOfEveryZonePartitionTimeAtQuarterHours() {
        int first = day("2024-01-01");
        int last = day("2027-12-31");
        Set<ZoneRules> checked = new HashSet<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            // Zones that have all their rules in common have their days in common.
            if (checked.add(ZoneId.of(id).getRules())) {
                assertPartition(ZoneId.of(id), first, last, true);
            }
        }
        assertThat(checked).hasSizeGreaterThan(200);
    }

    /** Zones of odd histories: clocks back over midnight, skipped dates, changes of half an hour. */
    @ParameterizedTest
    @CsvSource({
        "America/St_Johns, 2000-01-01, 2012-12-31",
        "America/Goose_Bay, 2000-01-01, 2012-12-31",
        "Pacific/Apia, 2009-01-01, 2013-12-31",
        "Pacific/Fakaofo, 2011-01-01, 2012-12-31",
        "Antarctica/Casey, 2009-01-01, 2024-12-31",
        "Australia/Lord_Howe, 2000-01-01, 2024-12-31",
        "Asia/Pyongyang, 2015-01-01, 2018-12-31",
        "America/Caracas, 2007-01-01, 2016-12-31",
        "Asia/Beirut, 2000-01-01, 2024-12-31",
        "Asia/Kathmandu, 2000-01-01, 2024-12-31",
    })
    void daysOfOddHistoriesPartitionTimeAtQuarterHours(String zone, String first, String last) {
        assertPartition(ZoneId.of(zone), day(first), day(last), false);
    }

    /** Days by their definition: the first instant whose local date is that day or, where there is none, a later one. */
    private static void assertPartition(ZoneId zone, int firstDay, int lastDay, boolean noDateSkipped) {
        ReportingCalendar calendar = new ReportingCalendar(zone);
        ReportingCalendar askedForLasts = new ReportingCalendar(zone);
        long[] days = calendar.dayBoundaries(firstDay, lastDay);
        assertThat(days).hasSize(lastDay - firstDay + 2);
        for (int i = 0; i <= lastDay - firstDay; i++) {
            int day = firstDay + i;
            long start = days[i];
            long end = days[i + 1];
            String place = zone + " " + LocalDate.ofEpochDay(day);
            check(calendar.startMillis(day) == start, "start", place);
            check(start % QuarterHours.MILLIS == 0, "no quarter hour", place);
            check(localDay(start, zone) >= day && localDay(start - 1, zone) < day, "not the first instant", place);
            if (start < end) {
                check(calendar.dayOf(start) == day, "dayOf at the first millisecond", place);
                check(askedForLasts.dayOf(end - 1) == day, "dayOf at the last millisecond", place);
            } else {
                check(start == end && !noDateSkipped, "backwards or skipped", place);
            }
            assertHours(calendar.hourBoundaries(day), start, end, place);
        }
    }

    private static void assertHours(long[] hours, long start, long end, String place) {
        check(hours[0] == start && hours[hours.length - 1] == end, "hours are not the day's", place);
        for (int i = 1; i < hours.length; i++) {
            long length = hours[i] - hours[i - 1];
            check(length == HOUR || (length > 0 && length < HOUR && i == hours.length - 1), "hour's length", place);
            check(hours[i] % QuarterHours.MILLIS == 0, "hour at no quarter hour", place);
        }
    }

    private static void check(boolean condition, String what, String place) {
        if (!condition) {
            fail(what + ": " + place);
        }
    }

    private static int localDay(long epochMillis, ZoneId zone) {
        return (int)
                Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate().toEpochDay();
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Apia, 2011-12-30",
        "Pacific/Fakaofo, 2011-12-30",
        "Pacific/Kwajalein, 1993-08-21",
        "Pacific/Enderbury, 1994-12-31",
    })
    void shouldGiveASkippedDateNoLength(String zone, String skipped) {
        ReportingCalendar calendar = new ReportingCalendar(ZoneId.of(zone));
        int day = day(skipped);
        long[] boundaries = calendar.dayBoundaries(day - 1, day + 1);
        assertThat(boundaries[1]).isEqualTo(boundaries[2]);
        assertThat(boundaries[1] - boundaries[0]).isEqualTo(24 * HOUR);
        assertThat(boundaries[3] - boundaries[2]).isEqualTo(24 * HOUR);
        assertThat(calendar.hourBoundaries(day)).containsExactly(boundaries[1]);
        assertThat(calendar.dayOf(boundaries[1] - 1)).isEqualTo(day - 1);
        assertThat(calendar.dayOf(boundaries[1])).isEqualTo(day + 1);
    }

    /** Until 2011 Newfoundland turned its clocks back at 00:01, so that a day's first minute was before its eve's last hour. */
    @ParameterizedTest
    @CsvSource({"America/St_Johns, 8", "America/Goose_Bay, 8"})
    void shouldFollowTheBoundariesWhereClocksGoBackOverMidnight(String zone, int atLeast) {
        ZoneId id = ZoneId.of(zone);
        List<ZoneOffsetTransition> overMidnight = transitionsBackOverMidnight(id, "2000-01-01", "2025-01-01");
        assertThat(overMidnight).hasSizeGreaterThanOrEqualTo(atLeast);
        for (ZoneOffsetTransition transition : overMidnight) {
            int newDay = (int) transition.getDateTimeBefore().toLocalDate().toEpochDay();
            long back = transition.getInstant().toEpochMilli();
            ReportingCalendar calendar = new ReportingCalendar(id);
            assertThat(calendar.startMillis(newDay))
                    .as("%s", transition)
                    .isEqualTo(back
                            - Duration.between(
                                            LocalDate.ofEpochDay(newDay).atStartOfDay(), transition.getDateTimeBefore())
                                    .toMillis());
            assertThat(localDay(back, id)).as("the clock shows the day before").isEqualTo(newDay - 1);
            assertThat(calendar.dayOf(calendar.startMillis(newDay) - 1)).isEqualTo(newDay - 1);
            for (long minutes = -1; minutes <= 65; minutes++) {
                long instant = back + minutes * 60_000;
                assertThat(new ReportingCalendar(id).dayOf(instant))
                        .as("%d min after %s", minutes, transition)
                        .isEqualTo(newDay);
            }
        }
    }

    private static List<ZoneOffsetTransition> transitionsBackOverMidnight(ZoneId zone, String from, String to) {
        List<ZoneOffsetTransition> found = new ArrayList<>();
        Instant at = Instant.parse(from + "T00:00:00Z");
        while (at.isBefore(Instant.parse(to + "T00:00:00Z"))) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(at);
            if (next == null) {
                break;
            }
            boolean sinceMidnight = next.getDateTimeBefore().toLocalTime().toSecondOfDay() > 0;
            boolean dayBefore = next.getDateTimeAfter()
                    .toLocalDate()
                    .isBefore(next.getDateTimeBefore().toLocalDate());
            if (next.isOverlap() && sinceMidnight && dayBefore) {
                found.add(next);
            }
            at = next.getInstant();
        }
        return found;
    }

    /** Zone, date, hours of the day, minutes of its last hour. */
    @ParameterizedTest
    @CsvSource({
        "UTC, 2025-10-01, 24, 60",
        "Europe/Berlin, 2025-03-30, 23, 60",
        "Europe/Berlin, 2025-10-26, 25, 60",
        "Australia/Lord_Howe, 2025-10-05, 24, 30",
        "Australia/Lord_Howe, 2025-04-06, 25, 30",
        "Asia/Kathmandu, 2025-10-01, 24, 60",
        "America/Havana, 2025-11-02, 25, 60",
        "Asia/Beirut, 2024-03-31, 23, 60",
        "Africa/Cairo, 2025-04-25, 23, 60",
        "Asia/Pyongyang, 2015-08-14, 25, 30",
    })
    void shouldCountTheHoursOfADay(String zone, String date, int hours, int lastMinutes) {
        long[] boundaries = new ReportingCalendar(ZoneId.of(zone)).hourBoundaries(day(date));
        assertThat(boundaries).hasSize(hours + 1);
        assertThat(boundaries[hours] - boundaries[hours - 1]).isEqualTo(lastMinutes * 60_000L);
    }

    /** The day asked for last is remembered; what was asked before must not show. */
    @Test
    void daysDoNotDependOnWhatWasAskedBefore() {
        ZoneId zone = ZoneId.of("America/St_Johns");
        ReportingCalendar calendar = new ReportingCalendar(zone);
        long start = calendar.startMillis(day("2010-11-06"));
        LongStream.iterate(0, i -> (i + 7_919) % 10_000)
                .limit(10_000)
                .map(i -> start + i * 25_000)
                .forEach(instant -> check(
                        calendar.dayOf(instant) == new ReportingCalendar(zone).dayOf(instant), "day", "" + instant));
    }

    @Test
    void shouldStampZonesByTheirDays() {
        long[] stamps = LongStream.concat(
                        LongStream.of(stamp("UTC"), stamp("Europe/Berlin"), stamp("Europe/London")),
                        IntStream.of(-12, -1, 1, 13).mapToLong(hours -> stamp(String.format("GMT%+d", hours))))
                .toArray();
        assertThat(LongStream.of(stamps).distinct().count()).isEqualTo(stamps.length);
        assertThat(stamp("Etc/UTC")).isEqualTo(stamp("UTC"));
        assertThat(stamp("Asia/Calcutta")).isEqualTo(stamp("Asia/Kolkata"));
    }

    private static long stamp(String zone) {
        return new ReportingCalendar(ZoneId.of(zone)).stamp();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "899999, 0", "900000, 1", "-1, -1", "-900000, -1", "-900001, -2", "1759312800123, 1954792"})
    void shouldNumberQuarterHoursFromTheEpoch(long millis, int quarterHour) {
        assertThat(QuarterHours.of(millis)).isEqualTo(quarterHour);
        assertThat(QuarterHours.startMillis(quarterHour)).isBetween(millis - 899_999, millis);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
