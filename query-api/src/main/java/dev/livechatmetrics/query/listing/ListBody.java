package dev.livechatmetrics.query.listing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** Lists as the API answers them, in UTF-8. */
public final class ListBody {
    private static final JsonFactory JSON = new JsonFactory();

    private ListBody() {}

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** {@code {"departments":[{"id":…,"conversations":…},…],"success":true}}. */
    public static byte[] ofDepartments(SortedMap<String, Long> departments) {
        return body(json -> {
            json.writeArrayFieldStart("departments");
            for (Map.Entry<String, Long> department : departments.entrySet()) {
                json.writeStartObject();
                json.writeStringField("id", department.getKey());
                json.writeNumberField("conversations", department.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** {@code {"conversations":[{"conversationId":…,…},…],"next":…,"success":true}}. */
    public static byte[] ofConversations(ConversationPage page, Cursors cursors) {
        return body(json -> {
            json.writeArrayFieldStart("conversations");
            for (ListedConversation conversation : page.conversations()) {
                write(conversation, json);
            }
            json.writeEndArray();
            json.writeStringField("next", page.next().map(cursors::text).orElse(null));
        });
    }

    private static void write(ListedConversation conversation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("conversationId", conversation.opening().key().conversationId());
        json.writeStringField("departmentId", conversation.opening().department());
        json.writeStringField(
                "openedAt",
                Instant.ofEpochMilli(conversation.opening().key().atMillis()).toString());
        write("chatDuration", conversation.chatDuration(), json);
        write("firstResponseTime", conversation.firstResponseTime(), json);
        write("responseTime", conversation.responseTime(), json);
        write("reactionTime", conversation.reactionTime(), json);
        json.writeNumberField("messages", conversation.figures().messages());
        json.writeNumberField("visitorMessages", conversation.figures().visitorMessages());
        json.writeEndObject();
    }

    /** Plainly, without exponent, and whole numbers without a fraction. */
    private static void write(String name, OptionalDouble seconds, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        if (seconds.isEmpty()) {
            json.writeNull();
        } else {
            json.writeNumber(BigDecimal.valueOf(seconds.getAsDouble())
                    .stripTrailingZeros()
                    .toPlainString());
        }
    }

    private static byte[] body(Fields fields) {
        // Characters first: written as bytes at once, those beyond the first plane would be escaped.
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeBooleanField("success", true);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory", impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
