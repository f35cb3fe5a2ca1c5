package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * Reads what Rocket.Chat stores and sends as events. Read again, the same bytes give the same events; of the same
 * conversation documents and webhooks give events of the same identity and content wherever they say the same thing.
 * Nothing is kept of texts, names, addresses and tokens.
 */
public final class RocketChat {
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private RocketChat() {}

    /** Of a document of {@code rocketchat_room}, one JSON object in UTF-8. */
    public static Mapped room(byte[] bytes, int offset, int length) {
        return mapped(bytes, offset, length, json -> Room.read(json).mapped());
    }

    /**
     * Of a document of {@code rocketchat_message}. It does not say whether its room ({@code rid}, the events'
     * {@code conversationId}) is a livechat: whoever reads messages of all rooms asks for that elsewhere.
     */
    public static Mapped message(byte[] bytes, int offset, int length) {
        return mapped(bytes, offset, length, json -> Message.read(json).mapped());
    }

    /** Of the body of an Omnichannel webhook. */
    public static ReadWebhook webhook(byte[] body) {
        WebhookType[] type = {WebhookType.OTHER};
        Mapped mapped = mapped(body, 0, body.length, json -> {
            Webhook webhook = Webhook.read(json);
            type[0] = webhook.type();
            return webhook.mapped();
        });
        return new ReadWebhook(type[0], mapped);
    }

    /**
     * Of a record of a change stream of {@code rocketchat_room}, as Debezium's or MongoDB's connector wrote it. Either of key
     * and value may be null.
     */
    public static Mapped roomChange(byte[] key, byte[] value) {
        return mapped(() -> ChangeMapping.room(ChangeRecord.read(key, value)));
    }

    /**
     * The same of {@code rocketchat_message}. Messages of rooms that are known to be none of livechat by the message itself
     * are nothing; of others it is not known.
     */
    public static Mapped messageChange(byte[] key, byte[] value) {
        return mapped(() -> ChangeMapping.message(ChangeRecord.read(key, value)));
    }

    /** {@code type}: {@link WebhookType#OTHER} also where the body could not be read. */
    public record ReadWebhook(WebhookType type, Mapped mapped) {}

    @FunctionalInterface
    private interface Reading {
        Mapped read(JsonParser json) throws IOException, MalformedDocumentException;
    }

    @FunctionalInterface
    private interface Mapping {
        Mapped map() throws IOException, MalformedDocumentException;
    }

    private static Mapped mapped(byte[] bytes, int offset, int length, Reading reading) {
        if (!isUtf8(bytes, offset, length)) {
            return new Mapped.Refused("is not UTF-8");
        }
        return mapped(() -> {
            try (JsonParser json = JSON.createParser(bytes, offset, length)) {
                if (!ExtendedJson.beginsObject(json)) {
                    return new Mapped.Refused("is not a JSON object");
                }
                Mapped mapped = reading.read(json);
                return json.nextToken() == null ? mapped : new Mapped.Refused("goes on after its object");
            }
        });
    }

    /** By its beginning; Jackson would read UTF-16 and UTF-32, too, of which only a file's first line can be told. */
    private static boolean isUtf8(byte[] bytes, int offset, int length) {
        boolean mark = length >= 1 && (bytes[offset] & 0xFE) == 0xFE;
        return !mark && (length < 2 || (bytes[offset] != 0 && bytes[offset + 1] != 0));
    }

    private static Mapped mapped(Mapping mapping) {
        try {
            return mapping.map();
        } catch (MalformedDocumentException malformed) {
            return new Mapped.Refused(malformed.getMessage());
        } catch (JacksonException e) {
            return notJson(e.getLocation());
        } catch (IOException e) {
            // From memory nothing else can fail.
            return new Mapped.Refused("is not UTF-8");
        }
    }

    /** Says where, not what: the exception's own message quotes the text. */
    private static Mapped notJson(JsonLocation location) {
        boolean known = location != null && location.getByteOffset() >= 0;
        return new Mapped.Refused("is not JSON" + (known ? ", near byte " + (location.getByteOffset() + 1) : ""));
    }
}
