package dev.livechatmetrics.benchmarks.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Takes the fields that metrics need out of an event, with Jackson's streaming parser, and does nothing with them. The
 * texts stay in the parser's buffer: no object is made of them.
 */
final class NeededFields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final char[] OPENED = "conversation.opened".toCharArray();

    private long conversations;
    private long chars;

    void read(byte[] value) throws IOException {
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "type" -> conversations += isOpened(parser) ? 1 : 0;
                    case "conversationId",
                            "occurredAt",
                            "eventId",
                            "messageId",
                            "departmentId",
                            "agentId",
                            "closedBy",
                            "sender",
                            "senderId" -> readText(parser);
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private void readText(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        // One character, so that decoding them is not in vain.
        chars += length + (parser.getTextCharacters()[parser.getTextOffset() + length - 1] & 1);
    }

    private static boolean isOpened(JsonParser parser) throws IOException {
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        char[] text = parser.getTextCharacters();
        if (length != OPENED.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[from + i] != OPENED[i]) {
                return false;
            }
        }
        return true;
    }

    long conversations() {
        return conversations;
    }

    /** Of all texts read, about. */
    long chars() {
        return chars;
    }
}
