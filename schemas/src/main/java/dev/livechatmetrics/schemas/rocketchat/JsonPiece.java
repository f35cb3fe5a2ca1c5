package dev.livechatmetrics.schemas.rocketchat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One JSON value as the bytes that it is written with. Envelopes nest documents in one another, as objects or as JSON inside
 * a text: taken apart into pieces, each is parsed by whoever knows its shape, and nothing is copied but texts.
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record JsonPiece(byte[] bytes, int offset, int length) {
    static JsonPiece of(byte[] bytes) {
        return new JsonPiece(bytes, 0, bytes.length);
    }

    JsonParser parser() throws IOException {
        return RocketChat.JSON.createParser(bytes, offset, length);
    }

    JsonToken firstToken() throws IOException {
        try (JsonParser json = parser()) {
            return json.nextToken();
        }
    }

    boolean isNull() throws IOException {
        return firstToken() == JsonToken.VALUE_NULL;
    }

    /** What the text says, or null where this is no text. */
    String text() throws IOException {
        try (JsonParser json = parser()) {
            return json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : null;
        }
    }

    /** Where this is JSON inside a text, however often, what is inside. */
    JsonPiece unquoted() throws IOException {
        JsonPiece piece = this;
        for (String text = text(); text != null && isJson(text); text = piece.text()) {
            piece = of(text.getBytes(UTF_8));
        }
        return piece;
    }

    private static boolean isJson(String text) {
        String stripped = text.stripLeading();
        return stripped.startsWith("{") || stripped.startsWith("\"") || stripped.equals("null");
    }

    /** Those of the named fields that this object has; {@code field} is how complaints call it. */
    Map<String, JsonPiece> fields(Set<String> names, String field) throws IOException, MalformedDocumentException {
        Map<String, JsonPiece> found = new HashMap<>();
        try (JsonParser json = parser()) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedDocumentException(field + " is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                int start = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                json.finishToken();
                if (names.contains(name)) {
                    int end = (int) json.currentLocation().getByteOffset();
                    found.put(name, new JsonPiece(bytes, offset + start, end - start));
                }
            }
            if (json.nextToken() != null) {
                throw new MalformedDocumentException(field + " goes on after its object");
            }
        }
        return found;
    }
}
