package dev.livechatmetrics.schemas.event;

import static dev.livechatmetrics.schemas.event.EventJson.CONVERSATION_ID;
import static dev.livechatmetrics.schemas.event.EventJson.LATEST_MILLIS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Why a JSON object is a dead letter, with the exact text of the header: a code and a field's name, and nothing of the
 * record. What is not a JSON object at all is in {@link StrictJsonTest}.
 */
final class RefusedEventsTest {
    private static final byte[] KEY = CONVERSATION_ID.getBytes(UTF_8);

    private final EventDecoder decoder = new EventDecoder();

    @AfterEach
    void shouldStillDecodeAfterTheRefusal() {
        assertThat(decode(EventJson.of(EventType.OPENED))).isInstanceOf(Decoded.Event.class);
    }

    /** Type, required field, JSON that is an id nowhere, reason. */
    static List<Arguments> spoiledRequiredFields() {
        List<Arguments> table = new ArrayList<>();
        for (EventType type : EventType.values()) {
            List<String> ids = new ArrayList<>(EventJson.requiredIds(type));
            ids.add("conversationId");
            List<String> all = new ArrayList<>(ids);
            all.addAll(List.of("type", "occurredAt"));
            if (type == EventType.MESSAGE_SENT) {
                all.add("sender");
            }
            for (String field : all) {
                table.add(arguments(type, field, null, "missing-field " + field));
                table.add(arguments(type, field, "null", "missing-field " + field));
                for (String json : List.of("5", "1.5", "true", "false", "[]", "[\"x\"]", "{}", "{\"type\":\"x\"}")) {
                    table.add(arguments(type, field, json, "wrong-type " + field));
                }
            }
            for (String field : ids) {
                table.add(arguments(type, field, "\"\"", "id-out-of-bounds " + field));
            }
        }
        return table;
    }

    @ParameterizedTest
    @MethodSource("spoiledRequiredFields")
    void shouldRefuseASpoiledRequiredField(EventType type, String field, String json, String reason) {
        assertRefused(EventJson.of(type).with(field, json), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENED, departmentId",
        "TRANSFERRED, departmentId",
        "TRANSFERRED, agentId",
        "QUEUED, departmentId",
        "CLOSED, closedBy",
        "MESSAGE_SENT, senderId",
    })
    void shouldRefuseAnOptionalFieldOfAnotherJsonType(EventType type, String field) {
        for (String json : List.of("0", "true", "[]", "[null]", "{}")) {
            assertRefused(EventJson.of(type).with(field, json), "wrong-type " + field);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSFERRED, agentId, '', id-out-of-bounds agentId",
        "MESSAGE_SENT, senderId, '', id-out-of-bounds senderId",
        "MESSAGE_SENT, sender, '', value-not-allowed sender",
        "MESSAGE_SENT, sender, Agent, value-not-allowed sender",
        "MESSAGE_SENT, sender, secret-value, value-not-allowed sender",
        "CLOSED, closedBy, '', value-not-allowed closedBy",
        "CLOSED, closedBy, bot, value-not-allowed closedBy",
        "CLOSED, closedBy, secret-value, value-not-allowed closedBy",
        "REOPENED, occurredAt, '', not-a-time occurredAt",
        "REOPENED, occurredAt, secret-value, not-a-time occurredAt",
        "REOPENED, occurredAt, 1759312800123, not-a-time occurredAt",
        "REOPENED, occurredAt, 2025-10-01T10:00Z, not-a-time occurredAt",
        "REOPENED, occurredAt, 2025-10-01T10:00:00, not-a-time occurredAt",
        "REOPENED, occurredAt, 1999-12-31T23:59:59.999Z, time-before-2000 occurredAt",
        "REOPENED, occurredAt, 1999-12-31T23:59:59.999999999Z, time-before-2000 occurredAt",
        "REOPENED, occurredAt, 2000-01-01T00:00:00+00:01, time-before-2000 occurredAt",
        "REOPENED, occurredAt, 0000-01-01T00:00:00Z, time-before-2000 occurredAt",
        "REOPENED, occurredAt, 2025-10-01T11:00:00.124Z, time-in-future occurredAt",
        "REOPENED, occurredAt, 2025-10-01T11:00:00.123-00:01, time-in-future occurredAt",
        "REOPENED, occurredAt, 9999-12-31T23:59:59Z, time-in-future occurredAt",
    })
    void shouldRefuseAValueOutsideItsList(EventType type, String field, String value, String reason) {
        assertRefused(EventJson.of(type).withText(field, value), reason);
    }

    /** In every field that is an id: 257 bytes of whatever characters, and what UTF-8 cannot say. */
    @ParameterizedTest
    @MethodSource("dev.livechatmetrics.schemas.event.EventDecoderTest#idFields")
    void shouldRefuseIdsOutOfBounds(EventType type, String field) {
        List<String> notIds = List.of(
                "x".repeat(257),
                "é".repeat(128) + "x",
                "中".repeat(85) + "xx",
                "😀".repeat(64) + "x",
                "x".repeat(100_000),
                "\\ud800",
                "x\\udfff",
                "\\ude00\\ud83d",
                "\\ud83dx",
                "\\ud83d\\ud83d\\ude00");
        for (String notId : notIds) {
            assertRefused(EventJson.of(type).withText(field, notId), "id-out-of-bounds " + field);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAKeyThatIsNotTheConversationId(EventType type) {
        byte[] value = EventJson.of(type).bytes();
        for (String key : List.of("c2", "C1", "c1 ", "c", "")) {
            assertRefused(key.getBytes(UTF_8), value, "key-mismatch conversationId");
        }
        assertRefused(new byte[] {'c', '1', (byte) 0xFF}, value, "key-mismatch conversationId");
        assertRefused(null, value, "missing-key");
    }

    /** An unpaired surrogate becomes '?' where Java encodes carelessly; a key of '?' must not make it right. */
    @Test
    void shouldNotMatchAKeyOfReplacements() {
        byte[] value = EventJson.of(EventType.REOPENED)
                .withText("conversationId", "\\ud800")
                .bytes();
        assertRefused("?".getBytes(UTF_8), value, "id-out-of-bounds conversationId");
    }

    @Test
    void shouldJudgeObjectTypeConversationIdAndKeyBeforeTheTypeIsUnknown() {
        EventJson unknown = EventJson.ofUnknown("x.y");
        assertRefused(KEY, (unknown + "]").getBytes(UTF_8), "not-one-json-object");
        assertRefused(KEY, "{\"type\":\"x.y\",\"a\":1,\"a\":1}".getBytes(UTF_8), "not-one-json-object");
        assertRefused("c2".getBytes(UTF_8), unknown.bytes(), "key-mismatch conversationId");
        assertRefused(null, unknown.bytes(), "missing-key");
        assertRefused(EventJson.ofUnknown("x.y").with("type", "5"), "wrong-type type");
        assertRefused(EventJson.ofUnknown("x.y").with("type", "null"), "missing-field type");
        assertRefused(EventJson.ofUnknown("x.y").without("type"), "missing-field type");
        assertRefused(EventJson.ofUnknown("x.y").without("conversationId"), "missing-field conversationId");
        assertRefused(EventJson.ofUnknown("x.y").with("conversationId", "7"), "wrong-type conversationId");
        assertRefused(EventJson.ofUnknown("x.y").with("conversationId", "\"\""), "id-out-of-bounds conversationId");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseAnEmptyValue(boolean onMessages) {
        assertThat(reason(decoder.decode(onMessages, KEY, new byte[0], LATEST_MILLIS)))
                .isEqualTo("empty-value");
        assertThat(reason(decoder.decode(onMessages, null, new byte[0], LATEST_MILLIS)))
                .isEqualTo("empty-value");
    }

    @Test
    void shouldRefuseATombstoneOnTheMessagesTopic() {
        assertThat(reason(decoder.decode(true, KEY, null, LATEST_MILLIS))).isEqualTo("tombstone-on-messages");
        assertThat(reason(decoder.decode(true, null, null, LATEST_MILLIS))).isEqualTo("tombstone-on-messages");
    }

    @Test
    void shouldRefuseATombstoneWhoseKeyIsNoId() {
        assertRefused(null, null, "missing-key");
        assertRefused(new byte[0], null, "id-out-of-bounds key");
        assertRefused(("é".repeat(128) + "x").getBytes(UTF_8), null, "id-out-of-bounds key");
        assertRefused(new byte[] {'c', (byte) 0xC3}, null, "not-utf8");
        assertRefused(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, null, "not-utf8");
    }

    private Decoded decode(EventJson json) {
        return decoder.decode(false, KEY, json.bytes(), LATEST_MILLIS);
    }

    private void assertRefused(EventJson json, String reason) {
        assertRefused(KEY, json.bytes(), reason);
    }

    private void assertRefused(byte[] key, byte[] value, String reason) {
        assertThat(reason(decoder.decode(false, key, value, LATEST_MILLIS)))
                .as(() -> value == null ? "tombstone" : new String(value, 0, Math.min(value.length, 300), UTF_8))
                .isEqualTo(reason);
    }

    private static String reason(Decoded decoded) {
        return decoded instanceof Decoded.Refused refused ? refused.text() : "not refused: " + decoded;
    }
}
