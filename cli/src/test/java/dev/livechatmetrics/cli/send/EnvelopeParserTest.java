package dev.livechatmetrics.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeParserTest {
    private static final String DEEP = "[".repeat(5000) + "]".repeat(5000);
    private final EnvelopeParser parser = new EnvelopeParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{ \"a\" : 1.50e+3 , \"a\" : [ 0 ] }",
                "{\"type\":\"x\",\"type\":\"y\"}",
                "[]",
                "[ 1,[2, {\"value\":{}}] ]",
                "0",
                "-1",
                "-0.0",
                "1.0E+10",
                "1e-7",
                "123456789012345678901234567890.12345678901234567890",
                "true",
                "false",
                "\"\"",
                "\"text\"",
                "\"null\"",
                "\"a\\\"b\\\\\"",
                "\"\\u00e9 é 😀 \\ud83d\"",
                "{\"é\\n\":\"😀\"}",
            })
    void shouldCutTheValueOutAsItStands(String value) {
        String[] lines = {
            "{\"topic\":\"messages\",\"key\":\"k\",\"value\":" + value + "}",
            "{\"value\":" + value + ",\"topic\":\"messages\",\"key\":\"k\"}",
            " \t{ \"key\" : \"k\" , \"value\" \t:  " + value + "  , \"topic\" : \"messages\" } \r",
            "\ufeff{\"topic\":\"messages\",\"key\":\"k\",\"value\":" + value + "}",
        };
        for (String line : lines) {
            assertThat(parse(line)).as(line).isInstanceOfSatisfying(Envelope.class, envelope -> {
                assertThat(envelope.topic()).isEqualTo(EventTopic.MESSAGES);
                assertThat(envelope.key()).asString(StandardCharsets.UTF_8).isEqualTo("k");
                assertThat(envelope.value()).asString(StandardCharsets.UTF_8).isEqualTo(value);
            });
        }
    }

    @Test
    void shouldCutDeepAndLongValues() {
        for (String value : new String[] {DEEP, "9".repeat(5000), "\"" + "é".repeat(1_000_000) + "\""}) {
            assertThat(envelope("{\"topic\":\"messages\",\"key\":null,\"value\":" + value + "}")
                            .value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(value);
        }
    }

    @Test
    void shouldReadATombstoneAndKeysAsTheyMean() {
        Envelope tombstone =
                envelope("{\"topic\":\"conversations\",\"key\":\"\\u0063\\u00e9\\ud83d\\ude00\",\"value\":null}");
        assertThat(tombstone.topic()).isEqualTo(EventTopic.CONVERSATIONS);
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.key()).asString(StandardCharsets.UTF_8).isEqualTo("cé😀");
        assertThat(envelope("{\"topic\":\"messages\",\"key\":null,\"value\":1}").key())
                .isNull();
        assertThat(envelope("{\"topic\":\"messages\",\"key\":\"\",\"value\":1}").key())
                .isEmpty();
    }

    @Test
    void shouldReadItsOwnPartOfALongerBuffer() {
        byte[] line = "{\"topic\":\"messages\",\"key\":\"k\",\"value\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[line.length + 200];
        System.arraycopy(line, 0, buffer, 100, line.length);
        assertThat(parser.parse(buffer, 100, line.length))
                .isInstanceOfSatisfying(
                        Envelope.class,
                        envelope -> assertThat(envelope.value())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("{\"a\":1}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    secret                                                     | is not JSON, near byte 1
                    "secret"                                                   | is not a JSON object
                    []                                                         | is not a JSON object
                    null                                                       | is not a JSON object
                    {"topic":"messages","key":"k","value":{"a":secret}}        | is not JSON, near byte 44
                    {"topic":"messages","key":"k","value":"secret              | is not JSON, near byte 46
                    {"topic":"messages","key":"k","value":{}                   | is not JSON, near byte 41
                    {"topic":"messages","key":"k","value":01}                  | is not JSON, near byte 40
                    {"topic":"messages","key":"k","value":NaN}                 | is not JSON, near byte 42
                    {"topic":"messages","key":"k","value":}                    | is not JSON, near byte 39
                    {"topic":"messages","key":"k","value":{}} secret           | is not JSON, near byte 43
                    {"topic":"messages","key":"k","value":{}} {}               | goes on after its object
                    {"key":"k","value":{}}                                     | "topic" is missing
                    {"topic":"messages","value":{}}                            | "key" is missing
                    {"topic":"messages","key":"k"}                             | "value" is missing
                    {"topic":"secret","key":"k","value":{}}                    | "topic" is neither "conversations" nor "messages"
                    {"topic":null,"key":"k","value":{}}                        | "topic" is neither "conversations" nor "messages"
                    {"topic":"messages","key":1,"value":{}}                    | "key" is neither a text nor null
                    {"topic":"messages","key":["secret"],"value":{}}           | "key" is neither a text nor null
                    {"topic":"messages","key":"\\ud800","value":{}}             | "key" holds half of a surrogate pair
                    {"topic":"messages","topic":"messages","key":"k","value":1} | names "topic" twice
                    {"topic":"messages","key":null,"key":null,"value":1}       | names "key" twice
                    {"topic":"messages","key":"k","value":null,"value":1}      | names "value" twice
                    {"topic":"messages","key":"k","value":1,"secret":1}        | has a field other than "topic", "key" and "value"
                    """)
    void shouldSayWhyALineIsNoEnvelopeAndNotWhatIsInIt(String line, String reason) {
        assertThat(parse(line)).isEqualTo(new BrokenLine(reason));
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        byte[] line = "{\"topic\":\"messages\",\"key\":\"k\",\"value\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        line[line.length - 3] = (byte) 0xff;
        assertThat(parser.parse(line, 0, line.length)).isEqualTo(new BrokenLine("is not UTF-8"));
        byte[] utf16 = "{\"topic\":\"messages\",\"key\":\"k\",\"value\":1}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(parser.parse(utf16, 0, utf16.length)).isEqualTo(new BrokenLine("is not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "", "é😀", "a\"b\\c\n\u0000"})
    void shouldReadBackWhatAnEnvelopeWrites(String key) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] value = "{ \"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
        byte[] line = new Envelope(EventTopic.CONVERSATIONS, keyBytes, value).line();
        assertThat(line).endsWith((byte) '\n');
        assertThat(parser.parse(line, 0, line.length)).isInstanceOfSatisfying(Envelope.class, read -> {
            assertThat(read.key()).isEqualTo(keyBytes);
            assertThat(read.value()).isEqualTo(value);
        });
        assertThat(new Envelope(EventTopic.MESSAGES, null, null).line())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"topic\":\"messages\",\"key\":null,\"value\":null}\n");
    }

    private Envelope envelope(String line) {
        return (Envelope) parse(line);
    }

    private EnvelopeLine parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 0, bytes.length);
    }
}
