package dev.livechatmetrics.schemas.event;

import static dev.livechatmetrics.schemas.event.EventJson.CONVERSATION_ID;
import static dev.livechatmetrics.schemas.event.EventJson.LATEST_MILLIS;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exactly one JSON object in UTF-8, and that fields which are not read may hold any JSON. */
final class StrictJsonTest {
    private static final byte[] KEY = CONVERSATION_ID.getBytes(UTF_8);
    private static final String VALID = EventJson.of(EventType.OPENED).toString();
    private static final Decoded EXPECTED =
            new Decoded.Event(new LivechatEvent.Opened("c1", EventJson.OCCURRED_AT_MILLIS, "eventId-1", ""));

    private final EventDecoder decoder = new EventDecoder();

    @AfterEach
    void shouldStillDecodeAfterwards() {
        assertThat(decode(VALID)).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "C0AF, overlong slash in two bytes",
        "C1BF, overlong in two bytes",
        "E080AF, overlong slash in three bytes",
        "E09FBF, overlong in three bytes",
        "F08080AF, overlong slash in four bytes",
        "F08FBFBF, overlong in four bytes",
        "C080, the NUL of modified UTF-8",
        "EDA080, a high surrogate",
        "EDBFBF, a low surrogate",
        "EDA0BDEDB880, a pair of surrogates as of CESU-8",
        "F4908080, beyond the last character",
        "F5808080, no first byte",
        "FF, no byte of UTF-8",
        "FE, no byte of UTF-8",
        "80, a continuation without its first byte",
        "C3, a first byte alone",
        "E282, two bytes of three",
        "F09F98, three bytes of four",
        "E9, é in Latin-1",
    })
    void shouldRefuseWhatIsNotUtf8(String hex, String why) {
        byte[] bad = HexFormat.of().parseHex(hex);
        assertRefused(spliced("{\"x\":\"", bad, "\"," + VALID.substring(1)), "not-utf8", why + " in an unread text");
        assertRefused(spliced("{\"", bad, "\":1," + VALID.substring(1)), "not-utf8", why + " in a name");
        assertRefused(spliced(VALID, bad, ""), "not-utf8", why + " at the end");
        assertRefused(spliced("", bad, VALID), "not-utf8", why + " at the start");
    }

    static List<Arguments> otherEncodings() {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        return List.of(
                arguments("a byte order mark", spliced("", mark, VALID), "not-one-json-object"),
                arguments("two byte order marks", spliced("\uFEFF", mark, VALID), "not-one-json-object"),
                arguments("a byte order mark at the end", spliced(VALID, mark, ""), "not-one-json-object"),
                arguments("a byte order mark alone", mark, "not-one-json-object"),
                arguments("UTF-16BE", VALID.getBytes(UTF_16BE), "not-one-json-object"),
                arguments("UTF-16LE", VALID.getBytes(UTF_16LE), "not-one-json-object"),
                arguments("UTF-16 with its mark", VALID.getBytes(StandardCharsets.UTF_16), "not-utf8"),
                arguments("UTF-16LE with its mark", ("\uFEFF" + VALID).getBytes(UTF_16LE), "not-utf8"),
                arguments("UTF-32BE", VALID.getBytes(Charset.forName("UTF-32BE")), "not-one-json-object"),
                arguments("UTF-32LE", VALID.getBytes(Charset.forName("UTF-32LE")), "not-one-json-object"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherEncodings")
    void shouldGuessNoEncoding(String name, byte[] value, String reason) {
        assertRefused(value, reason, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "\n", "null", "true", "5", "\"text\"", "[]", "{", "}", "{}}", "[{}]", "text", "{\"a\"}"})
    void shouldRefuseWhatIsNoObject(String value) {
        assertRefused(value.getBytes(UTF_8), "not-one-json-object", value);
        assertRefused(("[" + VALID + "]").getBytes(UTF_8), "not-one-json-object", "an array of one event");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"}", "]", ",", "x", "0", "null", "\"\"", "{}", "\u0000", " \u0000", "\n{}", "//", "#", "\u00A0"})
    void shouldRefuseTrailingBytes(String trailing) {
        assertRefused((VALID + trailing).getBytes(UTF_8), "not-one-json-object", trailing);
        assertRefused((VALID + " ".repeat(9_000) + trailing).getBytes(UTF_8), "not-one-json-object", trailing);
        assertRefused((VALID + VALID).getBytes(UTF_8), "not-one-json-object", "two events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n", "\t", " \r\n\t "})
    void shouldTakeWhiteSpaceBetweenTokens(String space) {
        assertThat(decode(space + VALID + space)).isEqualTo(EXPECTED);
        assertThat(decode(VALID.replace(",", space + "," + space).replace("\":\"", '"' + space + ":" + space + '"')))
                .isEqualTo(EXPECTED);
        assertThat(decode(space.repeat(20_000) + VALID + space.repeat(20_000))).isEqualTo(EXPECTED);
    }

    @Test
    void shouldRefuseEveryPrefix() {
        byte[] whole = VALID.getBytes(UTF_8);
        for (int length = 1; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "not-one-json-object", length + " bytes");
        }
    }

    /** As the value of a field that is not read, where a lazy reader might not look. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-",
                "-01",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x10",
                "1_000",
                "NaN",
                "Infinity",
                "-Infinity",
                "tru",
                "True",
                "nul",
                "nulll",
                "undefined",
                "'x'",
                "x",
                "\"\n\"",
                "\"\u0000\"",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\\"",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1",
                "[1}",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{1:1}",
                "{'a':1}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{,}",
                "/**/1",
                "1//\n",
                "#\n1",
                "",
                "1,,\"b\":2"
            })
    void shouldRefuseJsonThatIsNone(String json) {
        for (String value : List.of(json, "[0," + json + "]", "{\"deep\":[[0," + json + "]]}")) {
            String reason = "not-one-json-object";
            assertRefused(
                    ("{\"x\":" + value + "," + VALID.substring(1)).getBytes(UTF_8), reason, value + " at the start");
            assertRefused(
                    (VALID.substring(0, VALID.length() - 1) + ",\"x\":" + value + "}").getBytes(UTF_8),
                    reason,
                    value + " at the end");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"eventId\":\"eventId-1\"",
                "\"type\":\"conversation.opened\"",
                "\"\\u0074ype\":\"conversation.opened\"",
                "\"eventId\":5",
                "\"eventId\":null",
                "\"x\":1,\"x\":1",
                "\"x\":1,\"y\":{},\"\\u0078\":2",
                "\"x\":{\"a\":1,\"a\":1}",
                "\"x\":{\"a\":1,\"b\":{\"a\":[]},\"a\":1}",
                "\"x\":[[{\"a\":{\"b\":1,\"\\u0062\":2}}]]",
                "\"x\":{\"\":1,\"\":1}",
                "\"x\":{\"😀\":1,\"\\ud83d\\ude00\":1}",
                "\"departmentId\":{\"a\":1,\"a\":1}",
            })
    void shouldRefuseRepeatedNamesAtAnyDepth(String members) {
        assertRefused(
                (VALID.substring(0, VALID.length() - 1) + "," + members + "}").getBytes(UTF_8),
                "not-one-json-object",
                members);
    }

    @Test
    void shouldRefuseANameRepeated5000LevelsDeep() {
        String deep = "{\"a\":".repeat(5_000) + "{\"b\":1,\"b\":2}" + "}".repeat(5_000);
        assertRefused(
                ("{\"x\":" + deep + "," + VALID.substring(1)).getBytes(UTF_8), "not-one-json-object", "5,000 levels");
    }

    static List<Arguments> unreadValues() {
        String manyNames = IntStream.range(0, 50_000)
                .mapToObj(i -> "\"name-" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
        // "Aa" and "BB" have one hash code, as have all texts made of as many of them.
        String collidingNames = IntStream.range(0, 4_096)
                .mapToObj(i -> String.format("%12s", Integer.toBinaryString(i))
                        .replace("1", "BB")
                        .replaceAll("[ 0]", "Aa"))
                .collect(Collectors.joining("\":0,\"", "{\"", "\":0}"));
        return List.of(
                arguments("the same names in different objects", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}"),
                arguments("names of event fields", "{\"type\":5,\"eventId\":{},\"conversationId\":\"c2\"}"),
                arguments("arrays 5,000 levels deep", "[".repeat(5_000) + "]".repeat(5_000)),
                arguments("objects 5,000 levels deep", "{\"a\":".repeat(5_000) + "0" + "}".repeat(5_000)),
                arguments("a number of 100,000 digits", "9".repeat(100_000)),
                arguments("a fraction of 100,000 digits", "-0." + "3".repeat(100_000)),
                arguments("an exponent beyond all bounds", "1e99999999999999999999"),
                arguments("an exponent of 100,000 digits", "1.5E-" + "7".repeat(100_000)),
                arguments("a text of 1,000,000 letters", '"' + "é".repeat(1_000_000) + '"'),
                arguments("a name of 100,000 letters", "{\"" + "n".repeat(100_000) + "\":0}"),
                arguments("unpaired surrogates", "\"\\ud800 \\udfff\""),
                arguments("a NUL, escaped", "\"\\u0000\""),
                arguments("50,000 names", manyNames),
                arguments("4,096 names of one hash code", collidingNames));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadValues")
    void shouldTakeAnyJsonInUnreadFields(String name, String json) {
        assertThat(decode("{\"x\":" + json + "," + VALID.substring(1)))
                .as("%s at the start", name)
                .isEqualTo(EXPECTED);
        assertThat(decode(VALID.substring(0, VALID.length() - 1) + ",\"x\":" + json + "}"))
                .as("%s at the end", name)
                .isEqualTo(EXPECTED);
    }

    /** Whatever the bytes, the answer is a value; and one decoder's answer never depends on what it read before. */
    @Test
    void answersAreValuesAndDependOnTheRecordAlone() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Function<EventJson, EventJson>> extras = List.of(
                json -> json.with("x", "[{\"a\":[1,2.5e3,\"\\u00e9é😀\"]},null,true]"),
                json -> json.withText("departmentId", "Vertrieb-é"),
                json -> json);
        EventType[] types = EventType.values();
        for (int i = 0; i < 20_000; i++) {
            EventJson json =
                    extras.get(random.nextInt(extras.size())).apply(EventJson.of(types[random.nextInt(types.length)]));
            byte[] value = mutated(json.bytes(), random);
            Decoded decoded = decoder.decode(random.nextBoolean(), KEY, value, LATEST_MILLIS);
            if (i % 10 == 0) {
                assertThat(decoded)
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(new EventDecoder().decode(false, KEY, value, LATEST_MILLIS));
            }
        }
    }

    private static byte[] mutated(byte[] value, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : value) {
            bytes.add(b);
        }
        String tokens = "{}[]\",:\\u0eE-+. tn\u0000";
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.size());
            byte other = random.nextInt(4) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) tokens.charAt(random.nextInt(tokens.length()));
            switch (random.nextInt(3)) {
                case 0 -> bytes.set(at, other);
                case 1 -> bytes.add(at, other);
                default -> bytes.remove(at);
            }
        }
        byte[] mutated = new byte[bytes.size()];
        for (int i = 0; i < mutated.length; i++) {
            mutated[i] = bytes.get(i);
        }
        return mutated;
    }

    private Decoded decode(String json) {
        return decoder.decode(false, KEY, json.getBytes(UTF_8), LATEST_MILLIS);
    }

    private void assertRefused(byte[] value, String reason, String description) {
        Decoded decoded = decoder.decode(false, KEY, value, LATEST_MILLIS);
        assertThat(decoded instanceof Decoded.Refused refused ? refused.text() : "not refused: " + decoded)
                .as(description)
                .isEqualTo(reason);
    }

    private static byte[] spliced(String before, byte[] middle, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(UTF_8));
        bytes.writeBytes(middle);
        bytes.writeBytes(after.getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
