package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What matters of an entry of a webhook's {@code messages}. Rocket.Chat sets {@code agentId} in each whose author's name is
 * not the visitor's.
 *
 * @param closing the message with which the conversation was closed
 * @param navigation a page that the visitor went to
 */
record WebhookMessage(
        String id, Long sentMillis, Long editedMillis, String agentId, boolean closing, boolean navigation) {
    /** Of the object that the parser stands at the beginning of; {@code field} is how complaints call it. */
    static WebhookMessage read(JsonParser json, String field) throws IOException, MalformedDocumentException {
        String id = null;
        Long sent = null;
        Long edited = null;
        String agentId = null;
        boolean closing = false;
        boolean navigation = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "_id" -> id = ExtendedJson.id(json, field + "._id");
                case "ts" -> sent = ExtendedJson.millis(json, field + ".ts");
                case "editedAt" -> edited = ExtendedJson.millis(json, field + ".editedAt");
                case "agentId" -> agentId = ExtendedJson.idOrEmpty(json, field + ".agentId");
                case "closingMessage" -> closing = ExtendedJson.isTrue(json);
                case "navigation" -> {
                    navigation = value != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        return new WebhookMessage(id, sent, edited, agentId, closing, navigation);
    }

    /** Whether a person or bot wrote it, rather than Rocket.Chat. */
    boolean isWords() {
        return !closing && !navigation;
    }
}
