package dev.livechatmetrics.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.conversation.Standing;
import dev.livechatmetrics.streams.conversation.Standing.Kind;
import dev.livechatmetrics.streams.topology.LifecycleClock.Due;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifecycleClockTest {
    private static final LifecycleLimits LIMITS = new LifecycleLimits(30, 365, 10, 7);

    /** At 2026-06-01T12:00:00Z: the horizon is 2025-06-01. */
    @ParameterizedTest
    @CsvSource({
        "CLOSED,    2026-01-01T00:00:00Z, 2026-05-01, CONDENSE",
        "CLOSED,    2026-01-01T00:00:00Z, 2026-05-02, NOTHING",
        "CLOSED,    2025-05-31T23:59:59Z, 2026-06-01, EXPIRE",
        "OPEN,      2026-01-01T00:00:00Z, 2026-02-01, NOTHING",
        "OPEN,      2025-05-31T23:59:59Z, 2026-06-01, EXPIRE",
        "CONDENSED, 2025-06-01T00:00:00Z, 2025-06-01, NOTHING",
        "CONDENSED, 2025-05-31T23:59:59Z, 2025-06-01, EXPIRE",
        "DELETED,   2025-06-01T00:00:00Z, 2020-01-01, NOTHING",
        "DELETED,   2025-05-31T23:59:59Z, 2026-06-01, EXPIRE",
        "DELETED,   ,                     2025-06-01, NOTHING",
        "DELETED,   ,                     2025-05-31, EXPIRE",
        "WAITING,   ,                     2026-05-25, NOTHING",
        "WAITING,   ,                     2026-05-24, STOP_WAITING",
        "UNKNOWN,   ,                     2020-01-01, NOTHING",
    })
    void shouldSayWhatIsDue(Kind kind, Instant opened, LocalDate lastArrival, Due due) {
        assertThat(clock(LIMITS, "UTC", "2026-06-01T12:00:00Z").due(standing(kind, opened, lastArrival)))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, 2000-01-01T00:00:00Z", "DELETED, 2000-01-01T00:00:00Z", "DELETED,", "WAITING,"})
    void shouldKeepAllForEverWithoutLimits(Kind kind, Instant opened) {
        Standing standing = standing(kind, opened, LocalDate.of(2000, 1, 1));

        assertThat(clock(LifecycleLimits.NONE, "UTC", "2026-06-01T12:00:00Z").due(standing))
                .isEqualTo(Due.NOTHING);
    }

    /** The first instant of the zone's day that holds the instant one day ago. */
    @ParameterizedTest
    @CsvSource({
        "UTC,             2026-06-02T00:00:00Z,     2026-06-01T00:00:00Z",
        "UTC,             2026-06-01T23:59:59.999Z, 2026-05-31T00:00:00Z",
        "Europe/Berlin,   2026-06-01T22:00:00Z,     2026-05-31T22:00:00Z",
        "Europe/Berlin,   2026-06-01T21:59:59.999Z, 2026-05-30T22:00:00Z",
        "Asia/Kathmandu,  2026-06-01T12:00:00Z,     2026-05-30T18:15:00Z",
        "Africa/Cairo,    2025-04-26T10:00:00Z,     2025-04-24T22:00:00Z",
        "America/Havana,  2025-11-03T03:30:00Z,     2025-11-01T04:00:00Z",
        "America/Havana,  2025-11-03T05:30:00Z,     2025-11-02T04:00:00Z",
    })
    void shouldCutAtTheFirstInstantOfADay(String zone, String now, Instant horizon) {
        LifecycleLimits oneDay = new LifecycleLimits(0, 1, 10, 0);

        assertThat(Instant.ofEpochMilli(clock(oneDay, zone, now).horizonMillis()))
                .isEqualTo(horizon);
    }

    @Test
    void shouldMoveOnWithTheClockAndNeverBack() {
        LifecycleClock clock = clock(new LifecycleLimits(0, 1, 10, 0), "Europe/Berlin", "2026-06-01T21:59:59.999Z");
        long before = clock.horizonMillis();

        clock.advanceTo(Instant.parse("2026-06-01T22:00:00Z").toEpochMilli());
        assertThat(Instant.ofEpochMilli(clock.horizonMillis())).isEqualTo(Instant.parse("2026-05-31T22:00:00Z"));
        clock.advanceTo(Instant.parse("2026-06-01T21:00:00Z").toEpochMilli());
        assertThat(clock.horizonMillis()).isGreaterThan(before);
        clock.advanceTo(Instant.parse("2026-06-02T00:00:00Z").toEpochMilli());
        assertThat(clock.today()).isEqualTo(day(LocalDate.of(2026, 6, 2)));
    }

    private static LifecycleClock clock(LifecycleLimits limits, String zone, String now) {
        LifecycleClock clock = new LifecycleClock(limits, zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone));
        clock.advanceTo(Instant.parse(now).toEpochMilli());
        return clock;
    }

    private static Standing standing(Kind kind, Instant opened, LocalDate lastArrival) {
        return new Standing(kind, opened == null ? Standing.NOT_OPENED : opened.toEpochMilli(), day(lastArrival));
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
