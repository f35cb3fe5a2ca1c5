package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Times that are not RFC 3339 as the contract narrows it, or out of bounds. Left out, because a reader of RFC 3339 may
 * go either way: lower-case {@code t} and {@code z}, a space for the {@code T}, second 60, offset {@code -00:00}.
 */
final class BrokenTimes {

    private static final long MINUTE_MILLIS = 60_000;
    private static final long YEAR_MILLIS = 365L * 24 * 60 * MINUTE_MILLIS;

    private static final Map<String, List<String>> WRITTEN = new TreeMap<>(Map.of(
            "time-no-offset", List.of("2025-03-03T10:00:00", "2025-03-03T10:00:00.123"),
            "time-no-seconds", List.of("2025-03-03T10:00Z", "2025-03-03T10:00+01:00", "2025-03-03T10Z"),
            "time-no-time", List.of("2025-03-03", "2025-03-03Z", "2025-03", "10:00:00Z", "2025-03-03T"),
            "time-fraction",
                    List.of(
                            "2025-03-03T10:00:00.1234567890Z",
                            "2025-03-03T10:00:00.0000000000Z",
                            "2025-03-03T10:00:00.Z",
                            "2025-03-03T10:00:00,5Z",
                            "2025-03-03T10:00:00.-5Z",
                            "2025-03-03T10:00:00.12.3Z"),
            "time-date",
                    List.of(
                            "2025-02-30T10:00:00Z",
                            "2025-02-29T10:00:00Z",
                            "2025-04-31T10:00:00Z",
                            "2025-13-01T10:00:00Z",
                            "2025-00-10T10:00:00Z",
                            "2025-03-00T10:00:00Z",
                            "2025-03-32T10:00:00Z",
                            "2025-3-03T10:00:00Z",
                            "25-03-03T10:00:00Z",
                            "+12025-03-03T10:00:00Z",
                            "-2025-03-03T10:00:00Z",
                            "2025-W10-1T10:00:00Z",
                            "2025-062T10:00:00Z",
                            "20250303T100000Z"),
            "time-clock",
                    List.of(
                            "2025-03-03T24:00:00Z",
                            "2025-03-03T25:00:00Z",
                            "2025-03-03T10:60:00Z",
                            "2025-03-03T10:00:61Z",
                            "2025-03-03T9:00:00Z",
                            "2025-03-03T-1:00:00Z"),
            "time-offset",
                    List.of(
                            "2025-03-03T10:00:00+18:01",
                            "2025-03-03T10:00:00-18:01",
                            "2025-03-03T10:00:00+19:00",
                            "2025-03-03T10:00:00+24:00",
                            "2025-03-03T10:00:00+05:60",
                            "2025-03-03T10:00:00+0100",
                            "2025-03-03T10:00:00+01",
                            "2025-03-03T10:00:00+1:00",
                            "2025-03-03T10:00:00+01:00:30",
                            "2025-03-03T10:00:00+01:00[Europe/Berlin]",
                            "2025-03-03T10:00:00 +01:00",
                            "2025-03-03T10:00:00UTC",
                            "2025-03-03T10:00:00CET",
                            "2025-03-03T10:00:00ZZ"),
            "time-text",
                    List.of(
                            "",
                            " ",
                            "now",
                            "null",
                            "1740996000",
                            "1740996000000",
                            " 2025-03-03T10:00:00Z",
                            "2025-03-03T10:00:00Z ",
                            "2025-03-03T10:00:00Z\u0000",
                            "Mon, 03 Mar 2025 10:00:00 GMT",
                            "2025/03/03T10:00:00Z",
                            "\uff12\uff10\uff12\uff15-03-03T10:00:00Z",
                            "\u0662\u0660\u0662\u0665-03-03T10:00:00Z")));

    private BrokenTimes() {}

    static List<BrokenFamily> families() {
        List<BrokenFamily> families = new ArrayList<>();
        WRITTEN.forEach((name, times) ->
                families.add(BrokenFamily.of(name, (sample, random) -> at(sample, RandomTexts.pick(times, random)))));
        families.add(BrokenFamily.of("time-before-2000", (sample, random) -> at(sample, before2000(random))));
        families.add(BrokenFamily.of("time-in-the-future", (sample, random) -> at(sample, soon(sample, random))));
        families.add(BrokenFamily.of("time-in-the-far-future", (sample, random) -> at(sample, far(sample, random))));
        return families;
    }

    private static WireEvent at(ValidSample sample, String time) {
        sample.json().text("occurredAt", time);
        return sample.record();
    }

    /** Before 2000 at its own offset as well as in UTC. */
    private static String before2000(Random random) {
        long lastMillis = Instant.parse("1999-12-30T00:00:00Z").toEpochMilli();
        return switch (random.nextInt(4)) {
            case 0 -> "1999-12-31T23:59:59.999Z";
            case 1 ->
                RandomTexts.pick(
                        List.of("1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1582-10-10T00:00:00Z"), random);
            default -> RandomTimes.written(lastMillis - (long) (random.nextDouble() * YEAR_MILLIS), random);
        };
    }

    /** Half an hour beyond the bound at least: the clock that judges runs on after the draw. */
    private static String soon(ValidSample sample, Random random) {
        return RandomTimes.written(sample.nowMillis() + (90 + random.nextInt(2_880)) * MINUTE_MILLIS, random);
    }

    private static String far(ValidSample sample, Random random) {
        return random.nextBoolean()
                ? RandomTexts.pick(List.of("9999-12-31T23:59:59.999999999Z", "9999-01-01T00:00:00+18:00"), random)
                : RandomTimes.written(sample.nowMillis() + (1 + random.nextInt(500)) * YEAR_MILLIS, random);
    }
}
