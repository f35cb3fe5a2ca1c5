package dev.livechatmetrics.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To run a failed property again, put the seed that it prints in place of the random one. */
final class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00.001Z, 1",
        "1969-12-31T23:59:59.999Z, -1",
        "1969-12-31T23:59:59.9999Z, -1",
        "2025-10-01T10:00:00Z, 1759312800000",
        "2025-10-01t10:00:00z, 1759312800000",
        "2025-10-01T10:00:00.1Z, 1759312800100",
        "2025-10-01T10:00:00.12Z, 1759312800120",
        "2025-10-01T10:00:00.123Z, 1759312800123",
        "2025-10-01T10:00:00.1239Z, 1759312800123",
        "2025-10-01T10:00:00.123456789Z, 1759312800123",
        "2025-10-01T10:00:00.000999999Z, 1759312800000",
        "2025-10-01T10:00:00+00:00, 1759312800000",
        "2025-10-01T10:00:00-00:00, 1759312800000",
        "2025-10-01T12:30:00.5+02:30, 1759312800500",
        "2025-10-01T04:15:00-05:45, 1759312800000",
        "2025-10-02T04:00:00+18:00, 1759312800000",
        "2025-09-30T16:00:00-18:00, 1759312800000",
        "2024-02-29T00:00:00Z, 1709164800000",
        "2000-02-29T23:59:59Z, 951868799000",
        "2024-03-01T00:00:00Z, 1709251200000",
        "0000-01-01T00:00:00Z, -62167219200000",
        "9999-12-31T23:59:59.999Z, 253402300799999",
    })
    void shouldReadTimes(String text, long expectedMillis) {
        assertThat(Rfc3339.parseMillis(text)).isEqualTo(expectedMillis);
        assertThat(expectedMillis).isEqualTo(Instant.from(parsedByJdk(text)).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2025-10-01",
                "2025-10-01T10:00Z",
                "2025-10-01T10:00:00",
                "2025-10-01T10:00:00.",
                "2025-10-01T10:00:00.Z",
                "2025-10-01T10:00:00,5Z",
                "2025-10-01T10:00:00.1234567890Z",
                "2025-10-01T10:00:00.12 Z",
                "2025-10-01T10:00:00.-1Z",
                "2025-10-01 10:00:00Z",
                "2025-10-01T10:00:00 Z",
                "2025-10-01T10:00:00Z ",
                " 2025-10-01T10:00:00Z",
                "2025-10-01T10:00:00ZZ",
                "2025-10-01T10:00:00Z+00:00",
                "2025-10-01T10:00:00+01:00Z",
                "2025-10-01T10:00:00+1:00",
                "2025-10-01T10:00:00+01",
                "2025-10-01T10:00:00+0100",
                "2025-10-01T10:00:00+01-00",
                "2025-10-01T10:00:00+01:00:00",
                "2025-10-01T10:00:00\u221201:00",
                "2025-10-01T10:00:00+18:01",
                "2025-10-01T10:00:00-18:01",
                "2025-10-01T10:00:00+19:00",
                "2025-10-01T10:00:00+17:60",
                "2025-10-01T10:00:00+00:-1",
                "2025-10-01T10:00:00+-1:00",
                "2025-10-01T24:00:00Z",
                "2025-10-01T10:60:00Z",
                "2025-10-01T10:00:60Z",
                "2016-12-31T23:59:60Z",
                "2025-00-01T10:00:00Z",
                "2025-13-01T10:00:00Z",
                "2025-10-00T10:00:00Z",
                "2025-10-32T10:00:00Z",
                "2025-09-31T10:00:00Z",
                "2025-02-29T10:00:00Z",
                "1900-02-29T10:00:00Z",
                "2024-02-30T10:00:00Z",
                "25-10-01T10:00:00Z",
                "+2025-10-01T10:00:00Z",
                "-025-10-01T10:00:00Z",
                "12025-10-01T10:00:00Z",
                "2025-1-001T10:00:00Z",
                "2025/10/01T10:00:00Z",
                "2025-10-01T10.00.00Z",
                "20251001T100000Z....",
                "2025-10-01T1O:00:00Z",
                "2025-10-01T10:00:0\u0665Z",
                "\u0662\u0660\u0662\u0665-10-01T10:00:00Z",
                "2025-10-01T10:00:00.\u0665Z",
                "2025-W40-3T10:00:00Z",
                "1759312800000.......",
            })
    void shouldRefuseWhatIsNoTime(String text) {
        assertThat(Rfc3339.parseMillis(text)).isEqualTo(Rfc3339.INVALID);
    }

    /** Every day from before the epoch to past the bounds of events, so that no rule of the calendar is left out. */
    @Test
    void shouldCountEveryDayAsTheJdk() {
        for (OffsetDateTime day = OffsetDateTime.parse("1890-01-01T23:59:59Z"); day.getYear() < 2110; ) {
            if (Rfc3339.parseMillis(day.toString()) != day.toInstant().toEpochMilli()) {
                fail(day + " is read as " + Rfc3339.parseMillis(day.toString()));
            }
            day = day.plusDays(1);
        }
    }

    private static final Pattern SHAPE = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    /** The grammar by an expression, the values by java.time: what it says of any text, valid or nearly so. */
    @Test
    void agreesWithTheJdkOnRandomTexts() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int valid = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = randomTime(random);
            if (random.nextInt(3) == 0) {
                text = mutated(text, random);
            }
            long expected = byJdk(text);
            long actual = Rfc3339.parseMillis(text);
            if (actual != expected) {
                fail("'%s' is read as %d, not %d; seed %d", text, actual, expected, seed);
            }
            valid += expected == Rfc3339.INVALID ? 0 : 1;
        }
        assertThat(valid).as("valid texts, seed %d", seed).isBetween(20_000, 45_000);
    }

    private static long byJdk(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Rfc3339.INVALID;
        }
        try {
            return parsedByJdk(text).toInstant().toEpochMilli();
        } catch (DateTimeException noTime) {
            return Rfc3339.INVALID;
        }
    }

    private static OffsetDateTime parsedByJdk(String text) {
        return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** Mostly valid: a part is now and then just past its bound. */
    private static String randomTime(Random random) {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%04d", random.nextInt(4) == 0 ? random.nextInt(10_000) : 1999 + random.nextInt(30)))
                .append('-')
                .append(twoDigits(random.nextInt(60) == 0 ? random.nextInt(15) : 1 + random.nextInt(12)))
                .append('-')
                .append(twoDigits(random.nextInt(20) == 0 ? random.nextInt(34) : 1 + random.nextInt(28)))
                .append(random.nextInt(10) == 0 ? 't' : 'T')
                .append(twoDigits(random.nextInt(60) == 0 ? random.nextInt(27) : random.nextInt(24)))
                .append(':')
                .append(twoDigits(random.nextInt(60) == 0 ? random.nextInt(65) : random.nextInt(60)))
                .append(':')
                .append(twoDigits(random.nextInt(60) == 0 ? random.nextInt(65) : random.nextInt(60)));
        if (random.nextBoolean()) {
            text.append('.');
            for (int digits = random.nextInt(20) == 0 ? random.nextInt(12) : 1 + random.nextInt(9); digits > 0; ) {
                text.append((char) ('0' + random.nextInt(10)));
                digits--;
            }
        }
        if (random.nextBoolean()) {
            return text.append(random.nextInt(10) == 0 ? 'z' : 'Z').toString();
        }
        return text.append(random.nextBoolean() ? '+' : '-')
                .append(twoDigits(random.nextInt(20)))
                .append(':')
                .append(twoDigits(random.nextInt(62)))
                .toString();
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String mutated(String text, Random random) {
        String alphabet = "0123456789-+:.TZtz ,\u0665";
        StringBuilder mutated = new StringBuilder(text);
        int at = random.nextInt(mutated.length());
        char other = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(4)) {
            case 0 -> mutated.setCharAt(at, other);
            case 1 -> mutated.insert(at, other);
            case 2 -> mutated.deleteCharAt(at);
            default -> mutated.setLength(at);
        }
        return mutated.toString();
    }
}
