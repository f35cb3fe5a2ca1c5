package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.Rfc3339;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Single values as MongoDB writes them: plain JSON, canonical and relaxed Extended JSON, and the older forms of
 * mongoexport. Each method starts at a value's first token and ends at its last; null and absence are the same.
 */
final class ExtendedJson {
    private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("(.*[+-]\\d{2})(\\d{2})");

    /** The years that RFC 3339 can write. */
    private static final long FIRST_MILLIS = -62_167_219_200_000L;

    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private ExtendedJson() {}

    /** A text, or {@code {"$oid": text}}. */
    static String text(JsonParser json, String field) throws IOException, MalformedDocumentException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return wrapped(json, field, "$oid", "a text");
        }
        return plainText(json, field, "a text");
    }

    /** A text that can be an id of an event. */
    static String id(JsonParser json, String field) throws IOException, MalformedDocumentException {
        String id = text(json, field);
        if (id != null && !Ids.isId(id)) {
            throw new MalformedDocumentException(quoted(field) + " is not a text of 1 to " + Ids.MAX_BYTES + " bytes");
        }
        return id;
    }

    /** As {@link #id}; the empty text is the same as absence. */
    static String idOrEmpty(JsonParser json, String field) throws IOException, MalformedDocumentException {
        boolean empty =
                json.currentToken() == JsonToken.VALUE_STRING && json.getText().isEmpty();
        return empty ? null : id(json, field);
    }

    /**
     * Milliseconds since the epoch of {@code {"$date": …}}, of a text as JavaScript writes a Date, or of a whole number as
     * Kafka Connect writes one; {@code $date} holds a text, a number or {@code {"$numberLong": text}}.
     */
    static Long millis(JsonParser json, String field) throws IOException, MalformedDocumentException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return bounded(parsed(json.getText(), field), field);
        }
        if (isLong(json)) {
            return bounded(json.getLongValue(), field);
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw noDate(field);
        }
        Long millis = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean known = json.currentName().equals("$date");
            JsonToken value = json.nextToken();
            if (!known || millis != null) {
                throw noDate(field);
            } else if (value == JsonToken.VALUE_STRING) {
                millis = parsed(json.getText(), field);
            } else if (isLong(json)) {
                millis = json.getLongValue();
            } else if (value == JsonToken.START_OBJECT) {
                millis = wholeNumber(wrapped(json, field, "$numberLong", "a date"), field);
            } else {
                throw noDate(field);
            }
        }
        if (millis == null) {
            throw noDate(field);
        }
        return bounded(millis, field);
    }

    private static boolean isLong(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    /** A number, plain or as {@code {"$numberDouble"|"$numberInt"|"$numberLong"|"$numberDecimal": text}}. */
    static Double number(JsonParser json, String field) throws IOException, MalformedDocumentException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken().isNumeric()) {
            return finite(json.getText(), field);
        }
        if (json.currentToken() != JsonToken.START_OBJECT || json.nextToken() != JsonToken.FIELD_NAME) {
            throw noNumber(field);
        }
        String form = json.currentName();
        if (!form.startsWith("$number") || json.nextToken() != JsonToken.VALUE_STRING) {
            throw noNumber(field);
        }
        Double number = finite(json.getText(), field);
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw noNumber(field);
        }
        return number;
    }

    /** True only where the value is {@code true}. */
    static boolean isTrue(JsonParser json) throws IOException {
        boolean value = json.currentToken() == JsonToken.VALUE_TRUE;
        json.skipChildren();
        return value;
    }

    /** Goes to the first token. */
    static boolean beginsObject(JsonParser json) throws IOException {
        return json.nextToken() == JsonToken.START_OBJECT;
    }

    /** Whether the value begins an object to step into; null is the same as absence. */
    static boolean isObject(JsonParser json, String field) throws MalformedDocumentException {
        if (json.currentToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.VALUE_NULL) {
            throw new MalformedDocumentException(quoted(field) + " is not an object");
        }
        return json.currentToken() == JsonToken.START_OBJECT;
    }

    private static String plainText(JsonParser json, String field, String what)
            throws IOException, MalformedDocumentException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default -> throw new MalformedDocumentException(quoted(field) + " is not " + what);
        };
    }

    private static String wrapped(JsonParser json, String field, String form, String what)
            throws IOException, MalformedDocumentException {
        if (json.nextToken() == JsonToken.FIELD_NAME
                && json.currentName().equals(form)
                && json.nextToken() == JsonToken.VALUE_STRING) {
            String text = json.getText();
            if (json.nextToken() == JsonToken.END_OBJECT) {
                return text;
            }
        }
        throw new MalformedDocumentException(quoted(field) + " is not " + what);
    }

    private static long parsed(String text, String field) throws MalformedDocumentException {
        long millis = Rfc3339.parseMillis(text);
        if (millis == Rfc3339.INVALID) {
            // mongoexport wrote +0000 before version 3.
            Matcher older = OFFSET_WITHOUT_COLON.matcher(text);
            millis = older.matches() ? Rfc3339.parseMillis(older.group(1) + ":" + older.group(2)) : millis;
        }
        if (millis == Rfc3339.INVALID) {
            throw noDate(field);
        }
        return millis;
    }

    private static long wholeNumber(String text, String field) throws MalformedDocumentException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw noDate(field);
        }
    }

    private static long bounded(long millis, String field) throws MalformedDocumentException {
        if (!isWithinYears(millis)) {
            throw new MalformedDocumentException(quoted(field) + " is outside the years 0 to 9999");
        }
        return millis;
    }

    /** Whether RFC 3339 can write the time. */
    static boolean isWithinYears(long millis) {
        return millis >= FIRST_MILLIS && millis <= LAST_MILLIS;
    }

    private static Double finite(String text, String field) throws MalformedDocumentException {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw noNumber(field);
    }

    private static MalformedDocumentException noDate(String field) {
        return new MalformedDocumentException(quoted(field) + " is not a date");
    }

    private static MalformedDocumentException noNumber(String field) {
        return new MalformedDocumentException(quoted(field) + " is not a number");
    }

    private static String quoted(String field) {
        return "\"" + field + "\"";
    }
}
