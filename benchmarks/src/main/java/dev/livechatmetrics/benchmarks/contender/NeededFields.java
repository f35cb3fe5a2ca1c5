package dev.livechatmetrics.benchmarks.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Takes the fields that metrics need out of an event, with Jackson's streaming parser, and does nothing with them. */
final class NeededFields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TYPE = "type";
    private static final Set<String> OTHERS = Set.of(
            "conversationId",
            "occurredAt",
            "eventId",
            "messageId",
            "departmentId",
            "agentId",
            "closedBy",
            "sender",
            "senderId");

    private long conversations;
    private long chars;

    void read(byte[] value) throws IOException {
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(TYPE)) {
                    conversations += parser.getText().equals("conversation.opened") ? 1 : 0;
                } else if (OTHERS.contains(name)) {
                    chars += parser.getText().length();
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    long conversations() {
        return conversations;
    }

    /** Of all texts read: so that reading them is not in vain. */
    long chars() {
        return chars;
    }
}
