package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livechatmetrics.testkit.RocketChatChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a connector writes changes to its topic. */
public enum ChangeStreamForm {
    /** Debezium's envelope, documents as JSON in a text, a tombstone after a deletion; no pre-images. */
    DEBEZIUM(false) {
        @Override
        public List<Written> records(RocketChatChange change, MongoJson json) {
            return debezium(change, json, false, key -> key, value -> value);
        }
    },
    /** The same with pre-images, and with schemas beside key and value. */
    DEBEZIUM_WITH_SCHEMAS(true) {
        @Override
        public List<Written> records(RocketChatChange change, MongoJson json) {
            return debezium(change, json, true, ChangeStreamForm::withSchema, ChangeStreamForm::withSchema);
        }
    },
    /** The document alone, dates as whole numbers; a deletion is a tombstone. */
    DEBEZIUM_UNWRAPPED(false) {
        @Override
        public List<Written> records(RocketChatChange change, MongoJson json) {
            String key = "{\"id\":" + JsonText.quote(change.id()) + "}";
            String value = change.document() == null ? null : MongoJson.CONNECT.write(change.document());
            boolean looksLikeADeletion = value == null && change.kind() != Kind.DELETE;
            return looksLikeADeletion ? List.of() : List.of(Written.of(key, value));
        }
    },
    /** MongoDB's change event as JSON, with pre-images. */
    MONGODB(true) {
        @Override
        public List<Written> records(RocketChatChange change, MongoJson json) {
            return List.of(Written.of(documentKey(change, json), mongo(change, json, true)));
        }
    },
    /** The same as JSON in a text, keyed by the position in the stream, without pre-images. */
    MONGODB_IN_A_TEXT(false) {
        @Override
        public List<Written> records(RocketChatChange change, MongoJson json) {
            String key = json.write(Map.of("_id", Map.of("_data", "82")));
            return List.of(Written.of(JsonText.quote(key), JsonText.quote(mongo(change, json, false))));
        }
    },
    /** The full document alone; a deletion is a tombstone. */
    MONGODB_DOCUMENT_ONLY(false) {
        @Override
        public List<Written> records(RocketChatChange change, MongoJson json) {
            boolean looksLikeADeletion = change.document() == null && change.kind() != Kind.DELETE;
            String value = change.document() == null ? null : json.write(change.document());
            return looksLikeADeletion ? List.of() : List.of(Written.of(documentKey(change, json), value));
        }
    };

    private final boolean preImages;

    ChangeStreamForm(boolean preImages) {
        this.preImages = preImages;
    }

    /** A record of a connector's topic; a null value is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // bytes are what Kafka carries; never compared
    public record Written(byte[] key, byte[] value) {
        static Written of(String key, String value) {
            return new Written(key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        }
    }

    /** Whether a deletion says what the document was. */
    public boolean hasPreImages() {
        return preImages;
    }

    /** What the connector writes of a change, documents written as {@code json} does. */
    public abstract List<Written> records(RocketChatChange change, MongoJson json);

    private interface Wrapping {
        String of(String json);
    }

    private static List<Written> debezium(
            RocketChatChange change, MongoJson json, boolean preImages, Wrapping key, Wrapping value) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        boolean before = preImages && change.before() != null;
        envelope.put("before", before ? json.write(change.before()) : null);
        envelope.put("after", change.document() == null ? null : json.write(change.document()));
        envelope.put(
                "source",
                Map.of("connector", "mongodb", "collection", change.collection().fullName()));
        envelope.put(
                "op",
                switch (change.kind()) {
                    case READ -> "r";
                    case INSERT -> "c";
                    case UPDATE -> "u";
                    case DELETE -> "d";
                });
        String id = key.of("{\"id\":" + JsonText.quote(JsonText.quote(change.id())) + "}");
        List<Written> records = new ArrayList<>();
        records.add(Written.of(id, value.of(MongoJson.CONNECT.write(envelope))));
        if (change.kind() == Kind.DELETE) {
            records.add(Written.of(id, null));
        }
        return records;
    }

    private static String withSchema(String payload) {
        return "{\"schema\":{\"type\":\"struct\",\"fields\":[],\"optional\":false},\"payload\":" + payload + "}";
    }

    private static String documentKey(RocketChatChange change, MongoJson json) {
        return json.write(Map.of("_id", change.id()));
    }

    private static String mongo(RocketChatChange change, MongoJson json, boolean preImages) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("_id", Map.of("_data", "8268DD2F6D000000012B042C0100296E5A1004"));
        event.put(
                "operationType",
                switch (change.kind()) {
                    case READ, INSERT -> "insert";
                    case UPDATE -> "update";
                    case DELETE -> "delete";
                });
        if (change.kind() != Kind.DELETE) {
            event.put("fullDocument", change.document());
        }
        if (preImages && change.before() != null) {
            event.put("fullDocumentBeforeChange", change.before());
        }
        event.put("ns", Map.of("db", "rocketchat", "coll", change.collection().fullName()));
        event.put("documentKey", Map.of("_id", change.id()));
        return json.write(event);
    }
}
