package dev.livechatmetrics.schemas.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.livechatmetrics.schemas.event.LivechatEvent.Assigned;
import dev.livechatmetrics.schemas.event.LivechatEvent.Closed;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageEdited;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Opened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Queued;
import dev.livechatmetrics.schemas.event.LivechatEvent.Transferred;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes an event in its one canonical form, compact JSON in UTF-8: {@code type}, the identity, {@code conversationId},
 * {@code occurredAt} (RFC 3339, milliseconds, {@code Z}), then the type's own fields. What an event does not carry is
 * left out; where a transfer takes the department away, {@code departmentId} is null.
 */
public final class EventEncoder {
    /** Without the feature, Jackson writes what lies beyond the basic plane as two escapes. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long FIRST_MILLIS =
            Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private EventEncoder() {}

    /** The event's bytes. Throws IllegalArgumentException for a time outside the years 0 to 9999, which RFC 3339 ends at. */
    public static byte[] encode(LivechatEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", event.type().wireName());
            json.writeStringField(identityField(event), event.identity());
            json.writeStringField("conversationId", event.conversationId());
            json.writeStringField("occurredAt", time(event.occurredAtMillis()));
            writeOwnFields(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String identityField(LivechatEvent event) {
        return event instanceof MessageSent ? "messageId" : "eventId";
    }

    private static String time(long millis) {
        if (millis < FIRST_MILLIS || millis > LAST_MILLIS) {
            throw new IllegalArgumentException("occurredAt is outside the years 0 to 9999: " + millis + " ms");
        }
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private static void writeOwnFields(JsonGenerator json, LivechatEvent event) throws IOException {
        if (event instanceof Opened opened) {
            if (!opened.departmentId().equals(LivechatEvent.NONE)) {
                json.writeStringField("departmentId", opened.departmentId());
            }
        } else if (event instanceof Assigned assigned) {
            json.writeStringField("agentId", assigned.agentId());
        } else if (event instanceof Transferred transferred) {
            writeChangeOfDepartment(json, transferred.departmentId());
            writePresent(json, "agentId", transferred.agentId());
        } else if (event instanceof Queued queued) {
            writeChangeOfDepartment(json, queued.departmentId());
        } else if (event instanceof Closed closed) {
            if (closed.closedBy() != null) {
                json.writeStringField("closedBy", closed.closedBy().wireName());
            }
        } else if (event instanceof MessageSent sent) {
            json.writeStringField("sender", sent.sender().wireName());
            writePresent(json, "senderId", sent.senderId());
        } else if (event instanceof MessageEdited edited) {
            json.writeStringField("messageId", edited.messageId());
        } else if (event instanceof MessageDeleted deleted) {
            json.writeStringField("messageId", deleted.messageId());
        }
        // Reopened and Deleted have no field of their own.
    }

    private static void writeChangeOfDepartment(JsonGenerator json, String departmentId) throws IOException {
        if (LivechatEvent.NONE.equals(departmentId)) {
            json.writeNullField("departmentId");
        } else {
            writePresent(json, "departmentId", departmentId);
        }
    }

    private static void writePresent(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
