package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;

/** A valid event, read; its natural order is the contract's order inside a conversation. */
record NaiveEvent(EventKind kind, String identity, long atMillis, JsonNode fields) implements Comparable<NaiveEvent> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Comparator<NaiveEvent> ORDER = Comparator.comparingLong(NaiveEvent::atMillis)
            .thenComparing(NaiveEvent::kind)
            .thenComparing(event -> event.identity().getBytes(UTF_8), Arrays::compareUnsigned);

    static NaiveEvent of(EventKind kind, JsonNode fields) {
        String identity = fields.get(kind.identityField).textValue();
        OffsetDateTime at = OffsetDateTime.parse(fields.get("occurredAt").textValue());
        return new NaiveEvent(kind, identity, at.toInstant().toEpochMilli(), fields);
    }

    /** Of a record of a known type that is no tombstone. */
    static NaiveEvent read(WireEvent event) {
        try {
            JsonNode fields = JSON.readTree(event.value());
            return of(EventKind.of(fields.get("type").textValue()).orElseThrow(), fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the field is there at all, null included. */
    boolean carries(String field) {
        return fields.has(field);
    }

    /** The field's text; null and absence read as {@code ""}. */
    String text(String field) {
        JsonNode value = fields.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    @Override
    public int compareTo(NaiveEvent other) {
        return ORDER.compare(this, other);
    }
}
