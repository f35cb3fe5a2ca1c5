package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.io.IOException;

/** The agent who serves a conversation, and since when. */
record ServedBy(String agentId, long sinceMillis) {
    /** Null where there is none, or the time is unknown, as in rooms of very old servers. */
    static ServedBy read(JsonParser json, String field) throws IOException, MalformedDocumentException {
        String agentId = null;
        Long since = null;
        if (ExtendedJson.isObject(json, field)) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "_id" -> agentId = ExtendedJson.idOrEmpty(json, field + "._id");
                    case "ts" -> since = ExtendedJson.millis(json, field + ".ts");
                    default -> json.skipChildren();
                }
            }
        }
        return agentId == null || since == null ? null : new ServedBy(agentId, since);
    }

    LivechatEvent assigned(String conversationId) throws MalformedDocumentException {
        return new LivechatEvent.Assigned(
                conversationId, sinceMillis, Identities.assigned(agentId, sinceMillis), agentId);
    }
}
