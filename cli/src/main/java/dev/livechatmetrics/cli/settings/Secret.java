package dev.livechatmetrics.cli.settings;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text that must not reach a log: its {@code toString} shows words in its place. */
public record Secret(String text) {
    static final String IN_PLACE = "a value that is not shown";

    private static final Pattern ONE_LINE = Pattern.compile("[\\x20-\\x7E]*[\\x21-\\x7E][\\x20-\\x7E]*");

    /** Whether it is one line of printable text, and not of blanks alone. */
    boolean isOneLine() {
        return ONE_LINE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return IN_PLACE;
    }

    /** Whether the value of that key is a secret, by its name or because Kafka types it as a password; so is that of KEY_FILE. */
    static boolean isNamedBy(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        return Stream.of("SECRET", "PASSWORD", "JAAS", "TOKEN").anyMatch(upper::contains)
                || PassedOnKey.of(ValueFile.keyOf(key).orElse(key))
                        .map(PassedOnKey::isPassword)
                        .orElse(false);
    }
}
