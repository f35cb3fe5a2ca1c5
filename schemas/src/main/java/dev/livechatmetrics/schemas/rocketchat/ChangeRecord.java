package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What a record of a change stream says, whichever connector wrote it and however it is wrapped: Debezium's envelope or the
 * document alone that its transform leaves, or MongoDB's change event or its full document alone; each with its schema
 * beside it or without, and as an object or as JSON inside a text.
 *
 * @param id of the document; null where neither key nor value says it
 * @param document as it is after the change; null where the record does not have it
 * @param before the document as it was before the change; null where the record does not have it
 */
record ChangeRecord(Operation operation, String id, JsonPiece document, JsonPiece before) {
    enum Operation {
        /** The document is there: read in a snapshot, inserted, replaced or updated. */
        WRITTEN,
        DELETED,
        /** The null that follows a deletion, or stands for it. */
        TOMBSTONE,
        /** Nothing that happened to one document. */
        OTHER
    }

    private static final Set<String> WRAPPER = Set.of("schema", "payload");
    private static final Set<String> NAMES = Set.of(
            "operationType",
            "documentKey",
            "fullDocument",
            "fullDocumentBeforeChange",
            "op",
            "after",
            "before",
            "filter",
            "_id",
            "__op",
            "__deleted");
    private static final Set<String> OF_KEY = Set.of("_id", "id");

    /** {@code key} and {@code value}: as the connector wrote them; either may be null. */
    static ChangeRecord read(byte[] key, byte[] value) throws IOException, MalformedDocumentException {
        JsonPiece body = value == null ? null : unwrapped(JsonPiece.of(value), "the value");
        if (body == null || body.isNull()) {
            return new ChangeRecord(Operation.TOMBSTONE, idOfKey(key), null, null);
        }
        Map<String, JsonPiece> fields = body.fields(NAMES, "the value");
        if (fields.containsKey("operationType")) {
            return ofMongo(fields, key);
        }
        return fields.containsKey("op") ? ofDebezium(fields, key) : ofDocument(body, fields, key);
    }

    private static ChangeRecord ofMongo(Map<String, JsonPiece> fields, byte[] key)
            throws IOException, MalformedDocumentException {
        String type = fields.get("operationType").text();
        Operation operation = switch (String.valueOf(type)) {
            case "insert", "update", "replace" -> Operation.WRITTEN;
            case "delete" -> Operation.DELETED;
            default -> Operation.OTHER;
        };
        JsonPiece document = document(fields, "fullDocument");
        if (document == null && "insert".equals(type)) {
            throw MalformedDocumentException.missing("fullDocument");
        }
        JsonPiece documentKey = document(fields, "documentKey");
        String id = documentKey == null ? idOfKey(key) : idIn(documentKey, "documentKey");
        return new ChangeRecord(operation, id, document, document(fields, "fullDocumentBeforeChange"));
    }

    private static ChangeRecord ofDebezium(Map<String, JsonPiece> fields, byte[] key)
            throws IOException, MalformedDocumentException {
        String op = fields.get("op").text();
        Operation operation = switch (String.valueOf(op)) {
            case "c", "r", "u" -> Operation.WRITTEN;
            case "d" -> Operation.DELETED;
            default -> Operation.OTHER;
        };
        JsonPiece document = document(fields, "after");
        if (document == null && ("c".equals(op) || "r".equals(op))) {
            throw MalformedDocumentException.missing("after");
        }
        JsonPiece filter = document(fields, "filter");
        String id = idOfKey(key);
        return new ChangeRecord(
                operation,
                id == null && filter != null ? idIn(filter, "filter") : id,
                document,
                document(fields, "before"));
    }

    private static ChangeRecord ofDocument(JsonPiece body, Map<String, JsonPiece> fields, byte[] key)
            throws IOException, MalformedDocumentException {
        boolean deleted = says(fields.get("__deleted"), "true") || says(fields.get("__op"), "d");
        JsonPiece id = fields.get("_id");
        return new ChangeRecord(
                deleted ? Operation.DELETED : Operation.WRITTEN,
                id == null ? idOfKey(key) : id(id, "_id"),
                deleted ? null : body,
                null);
    }

    private static boolean says(JsonPiece value, String word) throws IOException {
        if (value == null) {
            return false;
        }
        try (JsonParser json = value.parser()) {
            json.nextToken();
            return word.equals(json.getText());
        }
    }

    private static JsonPiece document(Map<String, JsonPiece> fields, String name) throws IOException {
        JsonPiece document = fields.get(name);
        JsonPiece unquoted = document == null ? null : document.unquoted();
        return unquoted == null || unquoted.isNull() ? null : unquoted;
    }

    /** Without the schema that Kafka Connect's JSON converter puts beside it. */
    private static JsonPiece unwrapped(JsonPiece value, String field) throws IOException, MalformedDocumentException {
        JsonPiece piece = value.unquoted();
        if (piece.isNull()) {
            return piece;
        }
        Map<String, JsonPiece> wrapper = piece.fields(WRAPPER, field);
        return wrapper.size() == WRAPPER.size() ? wrapper.get("payload").unquoted() : piece;
    }

    /** Null where the key does not say it: keys may be positions in the stream, or made by a transform. */
    private static String idOfKey(byte[] key) {
        if (key == null) {
            return null;
        }
        try {
            return idIn(unwrapped(JsonPiece.of(key), "the key"), "the key");
        } catch (IOException | MalformedDocumentException another) {
            return null;
        }
    }

    private static String idIn(JsonPiece key, String field) throws IOException, MalformedDocumentException {
        Map<String, JsonPiece> fields = key.fields(OF_KEY, field);
        JsonPiece id = fields.getOrDefault("_id", fields.get("id"));
        return id == null ? null : id(id, field + "._id");
    }

    private static String id(JsonPiece value, String field) throws IOException, MalformedDocumentException {
        try (JsonParser json = value.unquoted().parser()) {
            json.nextToken();
            return ExtendedJson.id(json, field);
        }
    }
}
