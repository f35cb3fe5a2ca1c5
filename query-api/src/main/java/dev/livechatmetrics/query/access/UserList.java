package dev.livechatmetrics.query.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the entries of the file of users. What is wrong with one is said by its place; no value is ever quoted. */
final class UserList {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> FIELDS = List.of("userId", "hashedToken", "permissions", "departments");
    private static final Logger LOG = LoggerFactory.getLogger(UserList.class);

    /** With Rocket.Chat as the judge an entry may be without a token: it limits a user who is known there. */
    private final boolean rocketChatToo;

    UserList(boolean rocketChatToo) {
        this.rocketChatToo = rocketChatToo;
    }

    /** {@code tokenSha256} is null where the entry limits a user of Rocket.Chat. */
    record Entry(String userId, byte[] tokenSha256, Set<String> permissions, AllowedDepartments departments) {}

    /** What is wrong with the content, as the end of a sentence about the file; without a stack trace. */
    static final class Refused extends Exception {
        private Refused(String why) {
            super(why, null, false, false);
        }
    }

    List<Entry> read(byte[] content) throws Refused {
        JsonNode users = root(content).path("users");
        if (!users.isArray()) {
            throw new Refused("has no list \"users\"");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            entries.add(entry(users.get(i), "users[" + i + "]"));
        }
        return entries;
    }

    private static JsonNode root(byte[] content) throws Refused {
        try {
            return JSON.readTree(content);
        } catch (JacksonException notJson) {
            throw new Refused("is not one JSON object with each name once" + place(notJson.getLocation()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading bytes in memory", impossible);
        }
    }

    /** One that is misspelt limits nobody. */
    private static void warnOfUnknownFields(JsonNode user, String where) {
        for (Iterator<String> names = user.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                LOG.warn(
                        "{} in the file of users (AUTH_USERS_FILE) has a field that is none of {}, and counts for"
                                + " nothing. Is a name misspelt?",
                        where,
                        String.join(", ", FIELDS));
                return;
            }
        }
    }

    private Entry entry(JsonNode user, String where) throws Refused {
        warnOfUnknownFields(user, where);
        String userId = text(user, "userId", where);
        AllowedDepartments departments = user.has("departments")
                ? AllowedDepartments.of(texts(user, "departments", where))
                : AllowedDepartments.ALL;
        boolean limitAlone =
                rocketChatToo && user.has("departments") && !user.has("hashedToken") && !user.has("permissions");
        return limitAlone
                ? new Entry(userId, null, Set.of(), departments)
                : new Entry(
                        userId,
                        hash(text(user, "hashedToken", where), where),
                        texts(user, "permissions", where),
                        departments);
    }

    private static String text(JsonNode user, String field, String where) throws Refused {
        JsonNode value = user.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new Refused(where + "." + field + " is not a text");
        }
        return value.textValue();
    }

    private static byte[] hash(String base64, String where) throws Refused {
        try {
            byte[] sha256 = Base64.getDecoder().decode(base64);
            if (sha256.length == Sha256.BYTES) {
                return sha256;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, without the value.
        }
        throw new Refused(where + ".hashedToken is not the base64 of a SHA-256");
    }

    private static Set<String> texts(JsonNode user, String field, String where) throws Refused {
        JsonNode list = user.path(field);
        if (!list.isArray()) {
            throw new Refused(where + "." + field + " is not a list");
        }
        Set<String> texts = new HashSet<>();
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                throw new Refused(where + "." + field + " holds what is not a text");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
