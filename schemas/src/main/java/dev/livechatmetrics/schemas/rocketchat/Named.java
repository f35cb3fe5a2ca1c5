package dev.livechatmetrics.schemas.rocketchat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Objects that name somebody or something by {@code _id}, of which nothing else is read. */
final class Named {
    private Named() {}

    /** The {@code _id}, or null where there is no object or none in it. */
    static String id(JsonParser json, String field) throws IOException, MalformedDocumentException {
        String id = null;
        if (ExtendedJson.isObject(json, field)) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("_id");
                json.nextToken();
                if (found) {
                    id = ExtendedJson.idOrEmpty(json, field + "._id");
                } else {
                    json.skipChildren();
                }
            }
        }
        return id;
    }
}
