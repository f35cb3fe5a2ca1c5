package dev.livechatmetrics.cli.simulate;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time, and says in plain words what it takes where it is given none. */
final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notOne) {
            throw new TypeConversionException(
                    "it takes a time in RFC 3339 such as 2026-01-31T09:30:00Z; got \"" + text + "\"");
        }
    }
}
