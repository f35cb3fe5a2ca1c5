package dev.livechatmetrics.schemas.event;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;

/**
 * Times of RFC 3339 as milliseconds since the epoch: seconds required, up to nine fraction digits cut to milliseconds,
 * {@code Z} or an offset within ±18:00. Leap seconds are refused: the epoch's milliseconds have none.
 *
 * <p>Own code because {@code java.time.format} takes several times as long per event (see the benchmarks).
 */
public final class Rfc3339 {
    /** What {@link #parseMillis} answers for a text that is not such a time. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final int MAX_OFFSET_MINUTES = 18 * 60;
    private static final int MAX_FRACTION_DIGITS = 9;

    private Rfc3339() {}

    /** {@code 2025-10-01T10:00:00.123Z} → milliseconds since the epoch, or {@link #INVALID}. */
    public static long parseMillis(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return parseMillis(utf8, 0, utf8.length);
    }

    /** The same of a slice of UTF-8. */
    static long parseMillis(byte[] text, int from, int to) {
        if (to - from < "2025-10-01T10:00:00Z".length()
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || (text[from + 10] | 0x20) != 't'
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return INVALID;
        }
        int year = digits(text, from, 4);
        int month = digits(text, from + 5, 2);
        int day = digits(text, from + 8, 2);
        int hour = digits(text, from + 11, 2);
        int minute = digits(text, from + 14, 2);
        int second = digits(text, from + 17, 2);
        if ((year | month | day | hour | minute | second) < 0
                || month < 1
                || month > 12
                || day < 1
                || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())
                || hour > 23
                || minute > 59
                || second > 59) {
            return INVALID;
        }
        int at = from + 19;
        int millis = 0;
        if (text[at] == '.') {
            int first = ++at;
            while (at < to && isDigit(text[at])) {
                if (at - first < 3) {
                    millis = millis * 10 + (text[at] - '0');
                }
                at++;
            }
            int count = at - first;
            if (count == 0 || count > MAX_FRACTION_DIGITS) {
                return INVALID;
            }
            for (int i = count; i < 3; i++) {
                millis *= 10;
            }
        }
        int offsetMinutes = offsetMinutes(text, at, to);
        if (offsetMinutes == Integer.MIN_VALUE) {
            return INVALID;
        }
        long seconds = epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
        return (seconds - offsetMinutes * 60L) * 1_000 + millis;
    }

    private static int offsetMinutes(byte[] text, int at, int to) {
        int rest = to - at;
        if (rest == 1) {
            return (text[at] | 0x20) == 'z' ? 0 : Integer.MIN_VALUE;
        }
        if (rest != 6 || text[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        byte sign = text[at];
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if ((sign != '+' && sign != '-') || (hours | minutes) < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int total = hours * 60 + minutes;
        if (total > MAX_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return sign == '+' ? total : -total;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar; the year is one of four digits. */
    private static long epochDay(int year, int month, int day) {
        // Counted from 1 March of year 0, so that the leap day is the last of its year.
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        long daysOfYears = 365L * marchYear
                + Math.floorDiv(marchYear, 4)
                - Math.floorDiv(marchYear, 100)
                + Math.floorDiv(marchYear, 400);
        int daysOfMonths = (153 * marchMonth + 2) / 5;
        return daysOfYears + daysOfMonths + day - 1 - 719_468;
    }

    /** The number that the digits spell, or -1 where one is not a digit. */
    private static int digits(byte[] text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text[i])) {
                return -1;
            }
            number = number * 10 + (text[i] - '0');
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
