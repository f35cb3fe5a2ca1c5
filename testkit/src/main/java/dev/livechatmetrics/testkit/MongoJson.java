package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a document's values are written: as JavaScript does in a webhook, or as one of mongoexport's versions. */
public enum MongoJson {
    /** {@code "2025-09-01T10:00:00.000Z"} */
    JAVASCRIPT {
        @Override
        String date(Instant at) {
            return JsonText.quote(withMillis(at));
        }
    },
    /** {@code {"$date":"2025-09-01T10:00:00.000Z"}}; numbers are plain. */
    RELAXED {
        @Override
        String date(Instant at) {
            return "{\"$date\":" + JsonText.quote(withMillis(at)) + "}";
        }
    },
    /** {@code {"$date":{"$numberLong":"1756720800000"}}}; numbers are texts with their type. */
    CANONICAL {
        @Override
        String date(Instant at) {
            return "{\"$date\":{\"$numberLong\":\"" + at.toEpochMilli() + "\"}}";
        }

        @Override
        String number(Number number) {
            return number instanceof Double
                    ? "{\"$numberDouble\":\"" + number + "\"}"
                    : "{\"$numberInt\":\"" + number + "\"}";
        }
    },
    /** {@code {"$date":1756720800000}} */
    NUMBERS {
        @Override
        String date(Instant at) {
            return "{ \"$date\" : " + at.toEpochMilli() + " }";
        }
    },
    /** {@code 1756720800000}, as Kafka Connect's JSON converter writes its own dates. */
    CONNECT {
        @Override
        String date(Instant at) {
            return Long.toString(at.toEpochMilli());
        }
    },
    /** {@code {"$date":"2025-09-01T10:00:00.000+0000"}}, of very old versions. */
    OLD {
        @Override
        String date(Instant at) {
            return "{\"$date\":" + JsonText.quote(withMillis(at).replace("Z", "+0000")) + "}";
        }
    };

    /** The forms in which exports are written. */
    public static final List<MongoJson> EXPORTS = List.of(RELAXED, CANONICAL, NUMBERS, OLD);

    abstract String date(Instant at);

    String number(Number number) {
        return number.toString();
    }

    /** On one line, without a line break at its end. */
    public String write(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .map(field -> JsonText.quote((String) field.getKey()) + ":" + write(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> items) {
            return items.stream().map(this::write).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Instant at) {
            return date(at);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return value instanceof String text ? JsonText.quote(text) : String.valueOf(value);
    }

    private static String withMillis(Instant at) {
        String text = at.toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }
}
