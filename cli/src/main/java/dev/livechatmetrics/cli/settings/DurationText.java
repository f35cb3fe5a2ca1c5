package dev.livechatmetrics.cli.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as an operator writes it: {@code 500ms}, {@code 4s}, {@code 4 s}, {@code 5m}, {@code 1h}, {@code 1d} or ISO 8601. */
final class DurationText {
    private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
    private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /** The duration that the text means, or nothing where it means none. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = WITH_UNIT.matcher(text);
        try {
            if (matcher.matches()) {
                ChronoUnit unit = UNITS.get(matcher.group(2));
                return Optional.of(unit.getDuration().multipliedBy(Long.parseLong(matcher.group(1))));
            }
            return text.toUpperCase(Locale.ROOT).startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
        } catch (DateTimeException | ArithmeticException notOne) {
            return Optional.empty();
        }
    }

    /** Whether the text lacks nothing but its unit: 4 could be seconds or milliseconds. */
    static boolean isBareNumber(String text) {
        return BARE_NUMBER.matcher(text).matches();
    }
}
