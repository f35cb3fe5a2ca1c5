package dev.livechatmetrics.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a day, and says in plain words what it takes where it is given none. */
final class DateConverter implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notOne) {
            throw new TypeConversionException("it takes a day such as 2026-01-31; got \"" + text + "\"");
        }
    }
}
