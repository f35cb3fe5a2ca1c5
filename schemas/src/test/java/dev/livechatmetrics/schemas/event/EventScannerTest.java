package dev.livechatmetrics.schemas.event;

import static dev.livechatmetrics.schemas.event.EventJson.CONVERSATION_ID;
import static dev.livechatmetrics.schemas.event.EventJson.LATEST_MILLIS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scanner takes, the parser takes in the same way; and the usual events it does take. */
final class EventScannerTest {
    private static final byte[] KEY = CONVERSATION_ID.getBytes(UTF_8);
    private static final int CASES = 60_000;

    /** What JSON is made of, and what nearly is. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "\\\"",
            "\\u0041",
            "\\ud83d",
            "\\u00",
            "\\x",
            " ",
            "\n",
            "\u0000",
            "0",
            "-0",
            "01",
            "1.5e-7",
            "1.",
            "-",
            "e",
            "true",
            "tru",
            "null",
            "false",
            "é",
            "漢",
            "😀",
            "\u001f",
            "\u007f",
            "\"text\":\"hello\"",
            "\"type\":null",
            "\"eventId\":\"e9\"",
            "\"x\":{\"a\":[1,{}]}",
            "\"x\":1,\"x\":2");

    private final EventScanner scanner = new EventScanner();
    private final EventDecoder scanning = new EventDecoder();
    private final EventDecoder parsing = new EventDecoder(null);

    @Test
    void shouldTakeNothingOtherThanTheParser() {
        Random random = new Random(7);
        int scanned = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] value = spoiled(anyEvent(random), random);
            assertThat(scanning.decode(true, KEY, value, LATEST_MILLIS))
                    .as(() -> "as ISO-8859-1: " + new String(value, ISO_8859_1))
                    .isEqualTo(parsing.decode(true, KEY, value, LATEST_MILLIS));
            assertThat(kept(scanning.decodeKept(true, KEY, value, LATEST_MILLIS)))
                    .as(() -> "kept, as ISO-8859-1: " + new String(value, ISO_8859_1))
                    .isEqualTo(kept(parsing.decode(true, KEY, value, LATEST_MILLIS)))
                    .isEqualTo(kept(parsing.decodeKept(true, KEY, value, LATEST_MILLIS)));
            scanned += scanner.scan(value, new EventFields()) ? 1 : 0;
        }
        assertThat(scanned).as("scanned, of " + CASES).isBetween(CASES / 5, CASES - CASES / 5);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldTakeEveryTypeOfEvent(EventType type) {
        EventJson json = EventJson.of(type).withText("departmentId", "d1").with("agentId", "null");
        assertScanned(json.toString());
        assertScanned(json.toString().replace(",", " , ").replace("{", "\r\n\t{ "));
        if (type != EventType.ASSIGNED) {
            assertThat(scanning.decode(true, KEY, json.bytes(), LATEST_MILLIS))
                    .isInstanceOf(Decoded.Event.class)
                    .isEqualTo(parsing.decode(true, KEY, json.bytes(), LATEST_MILLIS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"a \\\"quoted\\\" word, a line\\nbreak and \\u00e9\"",
                "\"Grüße, 漢字, 😀\"",
                "-12.5E+3",
                "0",
                "true",
                "false",
                "null",
                "[]",
                "{}",
                "[1,[],{\"type\":\"widget\"},\"]\"]",
                "{\"type\":{\"type\":{\"a\":1,\"b\":[{\"a\":1},{\"a\":2}]}},\"a\":3}"
            })
    void shouldTakeUnreadMembers(String json) {
        assertScanned(EventJson.of(EventType.MESSAGE_SENT).with("text", json).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":{\"a\":1,\"a\":2}}",
                "{\"x\":[{\"a\":1,\"b\":{},\"a\":2}]}",
                "{\"x\":{},\"x\":{}}",
                "{\"x\":{\"a\":1},\"y\":2,\"x\":3}",
                "{\"type\":{},\"type\":1}",
                "{\"type\":\"a\",\"type\":null}"
            })
    void shouldLeaveRepeatedNamesToTheParser(String json) {
        assertThat(scanner.scan(json.getBytes(UTF_8), new EventFields())).isFalse();
        assertThat(scanning.decode(true, KEY, json.getBytes(UTF_8), LATEST_MILLIS))
                .isEqualTo(Decoded.Refused.of(Reason.NOT_ONE_JSON_OBJECT));
    }

    @Test
    void shouldLeaveDepthsAndCrowdsToTheParser() {
        String deep = EventJson.of(EventType.OPENED)
                .with("x", "[".repeat(40) + "]".repeat(40))
                .toString();
        StringBuilder crowd = new StringBuilder("{\"n\":0");
        for (int i = 0; i < 200; i++) {
            crowd.append(",\"n").append(i).append("\":[]");
        }
        String wide = EventJson.of(EventType.OPENED)
                .with("x", crowd.append('}').toString())
                .toString();
        for (String json : List.of(deep, wide)) {
            assertThat(scanner.scan(json.getBytes(UTF_8), new EventFields())).isFalse();
            assertThat(scanning.decode(false, KEY, json.getBytes(UTF_8), LATEST_MILLIS))
                    .isInstanceOf(Decoded.Event.class);
        }
    }

    @Test
    void shouldReadIdsThatAreNotAscii() {
        EventJson json =
                EventJson.of(EventType.OPENED).withText("eventId", "é漢😀").withText("departmentId", "ß");
        assertScanned(json.toString());
        assertThat(scanning.decode(false, KEY, json.bytes(), LATEST_MILLIS))
                .isEqualTo(new Decoded.Event(
                        new LivechatEvent.Opened(CONVERSATION_ID, EventJson.OCCURRED_AT_MILLIS, "é漢😀", "ß")));
    }

    @Test
    void shouldForgetTheRecordBefore() {
        EventJson full = EventJson.of(EventType.CLOSED).withText("closedBy", "agent");
        assertThat(scanning.decode(false, KEY, full.bytes(), LATEST_MILLIS)).isInstanceOf(Decoded.Event.class);
        assertThat(scanning.decode(false, KEY, full.without("eventId").bytes(), LATEST_MILLIS))
                .isEqualTo(new Decoded.Refused(Reason.MISSING_FIELD, "eventId"));
    }

    /** What a conversation keeps, told in full; what is no event, as it is. */
    private static Object kept(Decoded decoded) {
        if (!(decoded instanceof Decoded.Event) && !(decoded instanceof Decoded.Kept)) {
            return decoded;
        }
        KeptEvent event =
                decoded instanceof Decoded.Event whole ? KeptEvent.of(whole.event()) : ((Decoded.Kept) decoded).event();
        return Arrays.asList(
                event.atMillis(),
                event.type(),
                new String(event.identity(), ISO_8859_1),
                event.sender(),
                event.department(),
                event.assigns(),
                event.messageId() == null ? null : new String(event.messageId(), ISO_8859_1));
    }

    private void assertScanned(String json) {
        assertThat(scanner.scan(json.getBytes(UTF_8), new EventFields()))
                .as(json)
                .isTrue();
    }

    private static byte[] anyEvent(Random random) {
        EventType[] types = EventType.values();
        EventJson json = EventJson.of(types[random.nextInt(types.length)]);
        String[] names = {"departmentId", "agentId", "closedBy", "sender", "senderId", "text", "u", "x", "naïve"};
        String[] values = {
            "null",
            "1",
            "\"agent\"",
            "\"\"",
            "true",
            "\"é\"",
            "\"\\n\"",
            "[]",
            "{\"a\":1,\"b\":{\"a\":[1,{}],\"c\":null}}",
            "[[\"x\"],2]",
            "\"bot\"",
            "-1.5",
            "\"😀\""
        };
        for (int more = random.nextInt(4); more > 0; more--) {
            json.with(names[random.nextInt(names.length)], values[random.nextInt(values.length)]);
        }
        return json.bytes();
    }

    /** None to three changes: a byte, a piece put in, a stretch cut out or doubled. */
    private static byte[] spoiled(byte[] value, Random random) {
        byte[] spoiled = value;
        for (int changes = random.nextInt(4); changes > 0 && spoiled.length > 0; changes--) {
            int at = random.nextInt(spoiled.length);
            int end = Math.min(spoiled.length, at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> spoiled[at] = (byte) random.nextInt(256);
                case 1 -> spoiled[at] = (byte) "{}[]\":,\\ 0tn\n".charAt(random.nextInt(13));
                case 2 ->
                    spoiled = spliced(
                            spoiled,
                            at,
                            PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8),
                            at);
                case 3 -> spoiled = spliced(spoiled, at, new byte[0], end);
                default -> spoiled = spliced(spoiled, end, java.util.Arrays.copyOfRange(spoiled, at, end), end);
            }
        }
        return spoiled;
    }

    private static byte[] spliced(byte[] bytes, int to, byte[] piece, int from) {
        byte[] result = new byte[to + piece.length + bytes.length - from];
        System.arraycopy(bytes, 0, result, 0, to);
        System.arraycopy(piece, 0, result, to, piece.length);
        System.arraycopy(bytes, from, result, to + piece.length, bytes.length - from);
        return result;
    }
}
