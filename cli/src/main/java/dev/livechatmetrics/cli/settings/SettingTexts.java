package dev.livechatmetrics.cli.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts of the configuration, turned into values; what cannot be turned is a mistake, and its default stands in. */
final class SettingTexts {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,9}");

    private final Map<String, String> texts;
    private final Findings findings;

    SettingTexts(Map<String, String> texts, Findings findings) {
        this.texts = texts;
        this.findings = findings;
    }

    Optional<String> written(SettingKey key) {
        return Optional.ofNullable(texts.get(key.name())).map(String::strip).filter(text -> !text.isEmpty());
    }

    String text(SettingKey key) {
        return written(key).or(key::defaultText).orElseThrow();
    }

    int number(SettingKey key) {
        return value(
                        key,
                        text -> WHOLE_NUMBER.matcher(text).matches()
                                ? Optional.of(Integer.parseInt(text))
                                : Optional.empty())
                .orElseThrow();
    }

    Duration duration(SettingKey key) {
        Optional<String> bare = written(key).filter(DurationText::isBareNumber);
        if (bare.isPresent()) {
            findings.mistake(Mistake.of(key.name(), key.takes() + " (a number alone names no unit)", bare.get()));
            return DurationText.parse(key.defaultText().orElseThrow()).orElseThrow();
        }
        return value(key, DurationText::parse).orElseThrow();
    }

    ZoneId zone(SettingKey key) {
        return value(key, text -> EventSettings.isRegion(text) ? Optional.of(ZoneId.of(text)) : Optional.empty())
                .orElseThrow();
    }

    /** One of the names of the enum's values, in lower case. */
    <E extends Enum<E>> E choice(SettingKey key, Class<E> choices) {
        return value(
                        key,
                        text -> Arrays.stream(choices.getEnumConstants())
                                .filter(choice ->
                                        choice.name().toLowerCase(Locale.ROOT).equals(text))
                                .findFirst())
                .orElseThrow();
    }

    Optional<Path> path(SettingKey key) {
        return value(key, text -> {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException notOne) {
                return Optional.empty();
            }
        });
    }

    Optional<HostPort> hostPort(SettingKey key) {
        return value(key, HostPort::parse);
    }

    boolean truth(SettingKey key) {
        return value(
                        key,
                        text -> text.equals("true") || text.equals("false")
                                ? Optional.of(text.equals("true"))
                                : Optional.empty())
                .orElseThrow();
    }

    Optional<URI> url(SettingKey key) {
        return value(key, text -> {
            try {
                return Optional.of(new URI(text));
            } catch (URISyntaxException notOne) {
                return Optional.empty();
            }
        });
    }

    /** What stands between commas, without the blanks around it. */
    List<String> list(SettingKey key) {
        return written(key).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /** Not stripped: blanks may be part of a secret. */
    Optional<Secret> secret(SettingKey key) {
        return Optional.ofNullable(texts.get(key.name())).map(Secret::new);
    }

    private <T> Optional<T> value(SettingKey key, Function<String, Optional<T>> parser) {
        Optional<String> written = written(key);
        Optional<T> value = written.flatMap(parser);
        if (written.isPresent() && value.isEmpty()) {
            findings.mistake(Mistake.of(key, written.get()));
        }
        return value.or(() -> key.defaultText().flatMap(parser));
    }

    /** The record, or nothing where it refuses its values, with the mistakes in the words of the operator. */
    <T> Optional<T> checked(Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (InvalidSettingsException invalid) {
            invalid.mistakes().stream().map(this::asWritten).forEach(findings::mistake);
            return Optional.empty();
        }
    }

    private Mistake asWritten(Mistake mistake) {
        return SettingKey.named(mistake.key())
                .flatMap(this::written)
                .map(text -> Mistake.of(mistake.key(), mistake.takes(), text))
                .orElse(mistake);
    }
}
