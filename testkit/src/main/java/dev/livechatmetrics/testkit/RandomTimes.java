package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** Writes an instant in one of the many ways RFC 3339 and the contract allow. */
final class RandomTimes {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    private RandomTimes() {}

    /** Reads back, cut to milliseconds, as {@code millis}. */
    static String written(long millis, Random random) {
        int offsetMinutes = switch (random.nextInt(8)) {
            case 0 -> random.nextBoolean() ? MOST_OFFSET_MINUTES : -MOST_OFFSET_MINUTES;
            case 1, 2 -> random.nextInt(2 * MOST_OFFSET_MINUTES + 1) - MOST_OFFSET_MINUTES;
            default -> 0;
        };
        OffsetDateTime local = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String second = TO_THE_SECOND.format(local.truncatedTo(ChronoUnit.SECONDS));
        return second + fraction(Math.floorMod(millis, 1000), random) + offset(offsetMinutes, random);
    }

    private static String fraction(int millis, Random random) {
        // All nine digits, those below the millisecond at random: they are cut, never rounded.
        String nine = String.format("%03d%06d", millis, random.nextInt(4) == 0 ? 999_999 : random.nextInt(1_000_000));
        int fewest = millis == 0 ? 0 : millis % 100 == 0 ? 1 : millis % 10 == 0 ? 2 : 3;
        int digits = random.nextBoolean() ? 3 : fewest + random.nextInt(10 - fewest);
        return digits == 0 ? "" : "." + nine.substring(0, digits);
    }

    private static String offset(int minutes, Random random) {
        if (minutes == 0) {
            return random.nextInt(4) == 0 ? "+00:00" : "Z";
        }
        int size = Math.abs(minutes);
        return String.format("%s%02d:%02d", minutes < 0 ? "-" : "+", size / 60, size % 60);
    }
}
