package dev.livechatmetrics.schemas.event;

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
        int length = text.length();
        if (length < "2025-10-01T10:00:00Z".length()
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) | 0x20) != 't'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return INVALID;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
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
        int at = 19;
        int millis = 0;
        if (text.charAt(at) == '.') {
            int first = ++at;
            while (at < length && isDigit(text.charAt(at))) {
                if (at - first < 3) {
                    millis = millis * 10 + (text.charAt(at) - '0');
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
        int offsetMinutes = offsetMinutes(text, at);
        if (offsetMinutes == Integer.MIN_VALUE) {
            return INVALID;
        }
        long seconds = epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
        return (seconds - offsetMinutes * 60L) * 1_000 + millis;
    }

    private static int offsetMinutes(String text, int at) {
        int rest = text.length() - at;
        if (rest == 1) {
            return (text.charAt(at) | 0x20) == 'z' ? 0 : Integer.MIN_VALUE;
        }
        if (rest != 6 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        char sign = text.charAt(at);
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
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
