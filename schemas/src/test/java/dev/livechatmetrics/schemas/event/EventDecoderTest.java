package dev.livechatmetrics.schemas.event;

import static dev.livechatmetrics.schemas.event.EventJson.CONVERSATION_ID;
import static dev.livechatmetrics.schemas.event.EventJson.LATEST_MILLIS;
import static dev.livechatmetrics.schemas.event.EventJson.OCCURRED_AT_MILLIS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.livechatmetrics.schemas.event.LivechatEvent.Assigned;
import dev.livechatmetrics.schemas.event.LivechatEvent.Closed;
import dev.livechatmetrics.schemas.event.LivechatEvent.Deleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageEdited;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Opened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Queued;
import dev.livechatmetrics.schemas.event.LivechatEvent.Reopened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Transferred;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an event, an unknown type or a tombstone, and what it says. For refusals see {@link RefusedEventsTest}. */
final class EventDecoderTest {
    private static final String C = CONVERSATION_ID;
    private static final long AT = OCCURRED_AT_MILLIS;
    private static final byte[] KEY = C.getBytes(UTF_8);
    private static final String E = "eventId-1";
    private static final String A = "agentId-1";
    private static final String M = "messageId-1";

    private final EventDecoder decoder = new EventDecoder();

    static List<Arguments> required() {
        return List.of(
                arguments(EventType.OPENED, new Opened(C, AT, E, "")),
                arguments(EventType.ASSIGNED, new Assigned(C, AT, E, A)),
                arguments(EventType.TRANSFERRED, new Transferred(C, AT, E, null, null)),
                arguments(EventType.QUEUED, new Queued(C, AT, E, null)),
                arguments(EventType.CLOSED, new Closed(C, AT, E, null)),
                arguments(EventType.REOPENED, new Reopened(C, AT, E)),
                arguments(EventType.DELETED, new Deleted(C, AT, E)),
                arguments(EventType.MESSAGE_SENT, new MessageSent(C, AT, M, Sender.VISITOR, null)),
                arguments(EventType.MESSAGE_EDITED, new MessageEdited(C, AT, E, M)),
                arguments(EventType.MESSAGE_DELETED, new MessageDeleted(C, AT, E, M)));
    }

    @ParameterizedTest
    @MethodSource("required")
    void shouldDecodeEveryTypeFromItsRequiredFieldsOnEitherTopic(EventType type, LivechatEvent expected) {
        byte[] value = EventJson.of(type).bytes();
        assertThat(decoder.decode(false, KEY, value, LATEST_MILLIS)).isEqualTo(new Decoded.Event(expected));
        assertThat(decoder.decode(true, KEY, value, LATEST_MILLIS)).isEqualTo(new Decoded.Event(expected));
        assertThat(expected.type()).isEqualTo(type);
        assertThat(expected.identity()).isEqualTo(type == EventType.MESSAGE_SENT ? M : E);
    }

    @Test
    void shouldKnowTheTypesInTheOrderThatBreaksTies() {
        assertThat(EventType.values())
                .extracting(EventType::wireName)
                .containsExactly(
                        "conversation.opened",
                        "conversation.assigned",
                        "conversation.transferred",
                        "conversation.queued",
                        "conversation.closed",
                        "conversation.reopened",
                        "conversation.deleted",
                        "message.sent",
                        "message.edited",
                        "message.deleted");
    }

    /** Type, field, its JSON (null: absent), the event. */
    static List<Arguments> optional() {
        return List.of(
                arguments(EventType.OPENED, "departmentId", null, new Opened(C, AT, E, "")),
                arguments(EventType.OPENED, "departmentId", "null", new Opened(C, AT, E, "")),
                arguments(EventType.OPENED, "departmentId", "\"\"", new Opened(C, AT, E, "")),
                arguments(EventType.OPENED, "departmentId", "\"d1\"", new Opened(C, AT, E, "d1")),
                arguments(EventType.TRANSFERRED, "departmentId", null, new Transferred(C, AT, E, null, null)),
                arguments(EventType.TRANSFERRED, "departmentId", "null", new Transferred(C, AT, E, "", null)),
                arguments(EventType.TRANSFERRED, "departmentId", "\"\"", new Transferred(C, AT, E, "", null)),
                arguments(EventType.TRANSFERRED, "departmentId", "\"d1\"", new Transferred(C, AT, E, "d1", null)),
                arguments(EventType.TRANSFERRED, "agentId", "null", new Transferred(C, AT, E, null, null)),
                arguments(EventType.TRANSFERRED, "agentId", "\"a1\"", new Transferred(C, AT, E, null, "a1")),
                arguments(EventType.QUEUED, "departmentId", null, new Queued(C, AT, E, null)),
                arguments(EventType.QUEUED, "departmentId", "null", new Queued(C, AT, E, "")),
                arguments(EventType.QUEUED, "departmentId", "\"\"", new Queued(C, AT, E, "")),
                arguments(EventType.QUEUED, "departmentId", "\"d1\"", new Queued(C, AT, E, "d1")),
                arguments(EventType.CLOSED, "closedBy", "null", new Closed(C, AT, E, null)),
                arguments(EventType.CLOSED, "closedBy", "\"agent\"", new Closed(C, AT, E, ClosedBy.AGENT)),
                arguments(EventType.CLOSED, "closedBy", "\"visitor\"", new Closed(C, AT, E, ClosedBy.VISITOR)),
                arguments(EventType.CLOSED, "closedBy", "\"system\"", new Closed(C, AT, E, ClosedBy.SYSTEM)),
                arguments(EventType.MESSAGE_SENT, "sender", "\"agent\"", sent(Sender.AGENT, null)),
                arguments(EventType.MESSAGE_SENT, "sender", "\"bot\"", sent(Sender.BOT, null)),
                arguments(EventType.MESSAGE_SENT, "sender", "\"system\"", sent(Sender.SYSTEM, null)),
                arguments(EventType.MESSAGE_SENT, "senderId", "null", sent(Sender.VISITOR, null)),
                arguments(EventType.MESSAGE_SENT, "senderId", "\"s1\"", sent(Sender.VISITOR, "s1")));
    }

    private static LivechatEvent sent(Sender sender, String senderId) {
        return new MessageSent(C, AT, M, sender, senderId);
    }

    @ParameterizedTest
    @MethodSource("optional")
    void shouldReadOptionalFields(EventType type, String field, String json, LivechatEvent expected) {
        assertThat(decode(EventJson.of(type).with(field, json))).isEqualTo(new Decoded.Event(expected));
    }

    /** Fields that another type has are none of this type's, so they may hold anything. */
    @ParameterizedTest
    @EnumSource
    void shouldNotReadFieldsOfOtherTypes(EventType type) {
        EventJson json = EventJson.of(type);
        Decoded expected = decode(json);
        List<String> own = switch (type) {
            case OPENED, QUEUED -> List.of("departmentId");
            case TRANSFERRED -> List.of("departmentId", "agentId");
            case CLOSED -> List.of("closedBy");
            case MESSAGE_SENT -> List.of("sender", "senderId");
            default -> List.of();
        };
        for (String field : List.of(
                "eventId", "messageId", "departmentId", "agentId", "closedBy", "sender", "senderId", "visitorId")) {
            if (!own.contains(field) && !EventJson.requiredIds(type).contains(field)) {
                json.with(field, "[{\"a\":[1,null,true]},\"\",-0.5e-7]");
            }
        }
        assertThat(decode(json)).isEqualTo(expected).isInstanceOf(Decoded.Event.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Message.Sent", "message.sent ", "conversation.archived", "\\u0000", "\\ud800", "eventType"})
    void shouldAnswerUnknownTypeWhateverElseIsWrong(String type) {
        EventJson json = EventJson.ofUnknown(type);
        assertThat(decode(json)).isEqualTo(new Decoded.UnknownType(C));
        json.with("occurredAt", "5").with("eventId", "{}").with("departmentId", "[]");
        assertThat(decode(json)).isEqualTo(new Decoded.UnknownType(C));
        assertThat(decoder.decode(true, KEY, json.bytes(), LATEST_MILLIS)).isEqualTo(new Decoded.UnknownType(C));
    }

    /** Each id field takes 256 bytes of UTF-8, whatever the length of its characters. */
    @ParameterizedTest
    @MethodSource("idFields")
    void shouldTakeIdsOfOneTo256Bytes(EventType type, String field) {
        List<String> ids = List.of("x", "x".repeat(256), "é".repeat(128), "中".repeat(85) + "x", "😀".repeat(64));
        for (String id : ids) {
            assertThat(id.getBytes(UTF_8).length).isIn(1, 256);
            EventJson json = EventJson.of(type).withText(field, id);
            byte[] key = field.equals("conversationId") ? id.getBytes(UTF_8) : KEY;
            assertThat(decoder.decode(false, key, json.bytes(), LATEST_MILLIS))
                    .as("%s of %s characters", field, id.length())
                    .isInstanceOf(Decoded.Event.class);
        }
    }

    static List<Arguments> idFields() {
        List<Arguments> fields = new ArrayList<>();
        for (EventType type : EventType.values()) {
            fields.add(arguments(type, "conversationId"));
            EventJson.requiredIds(type).forEach(field -> fields.add(arguments(type, field)));
        }
        fields.add(arguments(EventType.OPENED, "departmentId"));
        fields.add(arguments(EventType.TRANSFERRED, "departmentId"));
        fields.add(arguments(EventType.TRANSFERRED, "agentId"));
        fields.add(arguments(EventType.QUEUED, "departmentId"));
        fields.add(arguments(EventType.MESSAGE_SENT, "senderId"));
        return fields;
    }

    @Test
    void shouldReadEscapesInNamesAndTexts() {
        String json = "{\"\\u0074ype\":\"message\\u002Esent\",\"\\u0063onversationId\":\"\\u0063\\u0031\","
                + "\"occurredAt\":\"2025-10-01\\u005410:00:00.123\\u005a\",\"messageId\":\"\\ud83d\\ude00\\n\\/\","
                + "\"sender\":\"\\u0062ot\"}";
        assertThat(decoder.decode(true, KEY, json.getBytes(UTF_8), LATEST_MILLIS))
                .isEqualTo(new Decoded.Event(new MessageSent(C, AT, "😀\n/", Sender.BOT, null)));
    }

    @Test
    void shouldCompareTheKeyWithTheUnescapedConversationId() {
        byte[] value = EventJson.of(EventType.REOPENED)
                .withText("conversationId", "\\ud83d\\ude00")
                .bytes();
        assertThat(decoder.decode(false, "😀".getBytes(UTF_8), value, LATEST_MILLIS))
                .isEqualTo(new Decoded.Event(new Reopened("😀", AT, E)));
    }

    /** Composed and decomposed letters are different ids, as are texts that only look alike. */
    @Test
    void shouldNotNormaliseIds() {
        assertThat(decode(EventJson.of(EventType.REOPENED).withText("eventId", " e\u0301 ")))
                .isEqualTo(new Decoded.Event(new Reopened(C, AT, " e\u0301 ")));
    }

    @ParameterizedTest
    @CsvSource({
        "2000-01-01T00:00:00Z, 946684800000",
        "2000-01-01T00:00:00.0009Z, 946684800000",
        "1999-12-31T06:00:00-18:00, 946684800000",
        "2025-10-01T11:00:00.123Z, 1759316400123",
        "2025-10-01T11:00:00.123999999Z, 1759316400123",
        "2025-10-02T05:00:00.123+18:00, 1759316400123",
    })
    void shouldTakeTimesFrom2000ToTheLatest(String occurredAt, long expectedMillis) {
        assertThat(decode(EventJson.of(EventType.REOPENED).withText("occurredAt", occurredAt)))
                .isEqualTo(new Decoded.Event(new Reopened(C, expectedMillis, E)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "x", "😀", "{}"})
    void shouldReadATombstoneOnTheConversationsTopic(String key) {
        assertThat(decoder.decode(false, key.getBytes(UTF_8), null, LATEST_MILLIS))
                .isEqualTo(new Decoded.Tombstone(key));
    }

    @Test
    void shouldReadATombstoneOf256Bytes() {
        assertThat(decoder.decode(false, "é".repeat(128).getBytes(UTF_8), null, LATEST_MILLIS))
                .isEqualTo(new Decoded.Tombstone("é".repeat(128)));
    }

    private Decoded decode(EventJson json) {
        return decoder.decode(false, KEY, json.bytes(), LATEST_MILLIS);
    }
}
