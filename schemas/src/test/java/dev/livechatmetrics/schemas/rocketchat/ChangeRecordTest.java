package dev.livechatmetrics.schemas.rocketchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as both connectors write them, in {@code changes/}: NAME.key and NAME.json, of which either may be absent. */
class ChangeRecordTest {
    private static final List<String> ROOM = List.of(
            "{'type':'conversation.opened','eventId':'rc:opened','at':'10:00:00.000Z'}",
            "{'type':'conversation.assigned','eventId':'rc:assigned:A:1759312860001','at':'10:01:00.001Z','agentId':'A'}",
            "{'type':'conversation.transferred','eventId':'rc:department:sales:1759312860500','at':'10:01:00.500Z',"
                    + "'departmentId':'sales'}");
    private static final String SENT =
            "{'type':'message.sent','messageId':'M','at':'10:00:01.000Z','sender':'visitor'}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debezium-create",
                "debezium-read",
                "debezium-update",
                "debezium-with-schema",
                "debezium-pre-image",
                "debezium-unwrapped",
                "debezium-unwrapped-with-schema",
                "mongodb-insert",
                "mongodb-replace",
                "mongodb-update",
                "mongodb-keyed-by-position",
                "mongodb-copied",
                "mongodb-json-in-a-text",
                "mongodb-text-with-schema",
                "mongodb-schema-output",
                "mongodb-schema-output-with-schema",
                "mongodb-simplified",
                "mongodb-document-only",
                "mongodb-document-only-in-a-text",
                "mongodb-document-only-with-schema"
            })
    void shouldTellTheSameOfARoomInEveryForm(String name) throws IOException {
        assertThat(room(name)).isEqualTo(ROOM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            debezium-delete                            | removed: R
            debezium-delete-with-schema                | removed: R
            debezium-delete-object-id                  | removed: 507f1f77bcf86cd799439011
            debezium-delete-of-a-channel               | nothing: NO_LIVECHAT
            debezium-tombstone                         | removed: R
            debezium-unwrapped-deleted                 | removed: R
            debezium-unwrapped-deleted-flag            | removed: R
            debezium-unwrapped-deleted-without-id      | removed: R
            debezium-update-without-document           | nothing: DOCUMENT_LEFT_OUT
            debezium-patch                             | nothing: DOCUMENT_LEFT_OUT
            debezium-truncate                          | nothing: NO_DOCUMENT_CHANGED
            debezium-create-without-document           | refused: "after" is missing
            mongodb-delete                             | removed: R
            mongodb-delete-pre-image                   | removed: R
            mongodb-delete-keyed-by-position           | removed: R
            mongodb-delete-of-a-channel                | nothing: NO_LIVECHAT
            mongodb-delete-without-id                  | refused: "_id" is missing
            mongodb-document-only-tombstone            | removed: R
            mongodb-tombstone-keyed-by-position        | nothing: TOMBSTONE
            mongodb-update-without-document            | nothing: DOCUMENT_LEFT_OUT
            mongodb-update-of-a-document-that-is-gone  | nothing: DOCUMENT_LEFT_OUT
            mongodb-insert-without-document            | refused: "fullDocument" is missing
            mongodb-drop                               | nothing: NO_DOCUMENT_CHANGED
            mongodb-invalidate                         | nothing: NO_DOCUMENT_CHANGED
            """)
    void shouldTellDeletionsAndWhatSaysNothingOfRooms(String name, String told) throws IOException {
        assertThat(room(name)).containsExactly(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message-debezium-create",
                "message-debezium-unwrapped",
                "message-mongodb-insert",
                "message-mongodb-document-only"
            })
    void shouldTellTheSameOfAMessageInEveryForm(String name) throws IOException {
        assertThat(message(name)).containsExactly(SENT);
    }

    @Test
    void shouldTellEdits() throws IOException {
        assertThat(message("message-debezium-edited"))
                .containsExactly(
                        SENT,
                        "{'type':'message.edited','eventId':'rc:edited:M:1759312805000','at':'10:00:05.000Z',"
                                + "'messageId':'M'}");
    }

    /** With the latest time that the document had, which is the same in every record of its deletion. */
    @Test
    void shouldTellDeletionsOfMessagesWhoseDocumentIsInTheRecord() throws IOException {
        String deleted = "{'type':'message.deleted','eventId':'rc:deleted:M:1759312801000','at':'10:00:01.000Z',"
                + "'messageId':'M'}";
        assertThat(message("message-debezium-deleted")).containsExactly(SENT, deleted);
        assertThat(message("message-mongodb-deleted")).hasSize(2).endsWith(deleted);
    }

    @ParameterizedTest
    @CsvSource({
        "message-debezium-deleted-unknown, DELETED_MESSAGE_UNKNOWN",
        "message-mongodb-deleted-unknown, DELETED_MESSAGE_UNKNOWN",
        "message-mongodb-deleted-command, SYSTEM_MESSAGE",
        "message-direct, NO_LIVECHAT",
        "message-general, NO_LIVECHAT",
        "message-tombstone, TOMBSTONE",
    })
    void shouldSayWhyThereIsNothing(String name, String why) throws IOException {
        assertThat(message(name)).containsExactly("nothing: " + why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | the value is not a JSON object
            Obj\\u0001avro | is not JSON
            [1] | the value is not a JSON object
            "words" | the value is not a JSON object
            {"op":"c","after":"{\\"_id\\":"} | is not JSON
            {"op":"c","after":7} | the document is not a JSON object
            {"operationType":"insert","documentKey":{"_id":"R"},"fullDocument":{"_id":"R","t":"l"}} | "ts" is missing
            {"operationType":"insert","documentKey":{"_id":7},"fullDocument":{}} | "documentKey._id" is not a text
            {"some":"thing"} | "t" is missing
            {"op":"c"} {} | the value goes on after its object
            """)
    void shouldRefuseWhatIsNoChangeWithoutQuotingIt(String value, String reason) {
        Mapped mapped = RocketChat.roomChange(null, value.getBytes(UTF_8));
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        assertThat(((Mapped.Refused) mapped).reason()).startsWith(reason);
    }

    @Test
    void shouldTakeAKeyThatIsNoDocumentsForNone() {
        for (String key : List.of("", "R", "7", "{\"_id\":{\"_data\":\"82\"}}", "{\"id\":", "[]")) {
            assertThat(RocketChat.roomChange(key.getBytes(UTF_8), null))
                    .as(key)
                    .isEqualTo(new Mapped.Nothing(Mapped.Why.TOMBSTONE));
        }
    }

    private static List<String> room(String name) throws IOException {
        return Told.told(RocketChat.roomChange(bytes(name + ".key"), bytes(name + ".json")));
    }

    private static List<String> message(String name) throws IOException {
        return Told.told(RocketChat.messageChange(bytes(name + ".key"), bytes(name + ".json")));
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream stream = ChangeRecordTest.class.getResourceAsStream("/changes/" + file)) {
            return stream == null ? null : stream.readAllBytes();
        }
    }
}
