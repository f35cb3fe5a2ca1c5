package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Values that are not one JSON object in UTF-8. */
final class BrokenBytes {

    private static final List<String> OVERLONG = List.of("c0af", "c180", "e08080", "e09fbf", "f0808080", "f08fbfbf");
    private static final List<String> SURROGATES = List.of("eda080", "edb080", "edbfbf", "eda0bdedb880");
    private static final List<String> STRAY =
            List.of("80", "bf", "ff", "fe", "c3", "e282", "f09f98", "f4908080", "f5808080");
    private static final List<String> CHARSETS = List.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE");

    private static final List<String> NOT_VALUES = List.of(
            "",
            "NaN",
            "Infinity",
            "-",
            "+1",
            "01",
            "-01",
            "1.",
            ".5",
            "1e",
            "0x1",
            "tru",
            "True",
            "undefined",
            "'a'",
            "\"a",
            "\"\\x41\"",
            "\"\\u12g4\"",
            "\"\\u12\"",
            "\"a\tb\"",
            "\"a\nb\"",
            "\"a\u0000b\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1}",
            "{a:1}",
            "{\"a\"}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "1/*c*/",
            "1 // c\n",
            "1 # c\n",
            "1,",
            "1;");

    private static final List<String> NOT_OBJECTS = List.of(
            "null", "true", "0", "-1.5", "\"\"", "\"text\"", "[]", "[{}]", "[[]]", " ", "\n", "{", "}", "\"", "{}{}");

    private static final List<String> TRAILERS =
            List.of("}", "]", ",", "x", "null", "0", "\"\"", "{}", " {}", "\n[]", "\u0000", "\ufeff", " //", "\u00a0");

    private BrokenBytes() {}

    static List<BrokenFamily> families() {
        return List.of(
                BrokenFamily.of("random-bytes", (sample, random) -> {
                    byte[] bytes = new byte[1 + random.nextInt(64)];
                    random.nextBytes(bytes);
                    return sample.record(bytes);
                }),
                BrokenFamily.of("empty-value", (sample, random) -> sample.record("")),
                BrokenFamily.of("utf8-overlong", (sample, random) -> insertedBytes(sample, OVERLONG, random)),
                BrokenFamily.of("utf8-surrogate", (sample, random) -> insertedBytes(sample, SURROGATES, random)),
                BrokenFamily.of("utf8-stray", (sample, random) -> insertedBytes(sample, STRAY, random)),
                BrokenFamily.of("other-charset", (sample, random) -> {
                    Charset charset = Charset.forName(RandomTexts.pick(CHARSETS, random));
                    return sample.record(sample.json().compact().getBytes(charset));
                }),
                BrokenFamily.of(
                        "byte-order-mark",
                        (sample, random) ->
                                sample.record("\ufeff" + sample.json().compact())),
                BrokenFamily.of(
                        "leading-bytes",
                        (sample, random) -> sample.record(joined(
                                new byte[] {0, 0, 0, 0, 1}, sample.record().value()))),
                BrokenFamily.of("truncated", (sample, random) -> {
                    byte[] whole = sample.record().value();
                    return sample.record(Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1)));
                }),
                BrokenFamily.of(
                        "trailing-bytes",
                        (sample, random) ->
                                sample.record(sample.json().compact() + RandomTexts.pick(TRAILERS, random))),
                BrokenFamily.of(
                        "two-objects",
                        (sample, random) -> sample.record(sample.json().compact()
                                + (random.nextBoolean() ? "\n" : "")
                                + sample.json().compact())),
                BrokenFamily.of(
                        "in-an-array",
                        (sample, random) -> sample.record("[" + sample.json().compact() + "]")),
                BrokenFamily.of(
                        "in-a-string",
                        (sample, random) ->
                                sample.record(JsonText.quote(sample.json().compact()))),
                BrokenFamily.of(
                        "not-an-object", (sample, random) -> sample.record(RandomTexts.pick(NOT_OBJECTS, random))),
                BrokenFamily.of(
                        "not-json",
                        (sample, random) -> sample.record(sample.json()
                                .raw("note", RandomTexts.pick(NOT_VALUES, random))
                                .varied(random))),
                BrokenFamily.of("repeated-name", BrokenBytes::repeatedName),
                BrokenFamily.of("nested-and-unclosed", BrokenBytes::nestedAndUnclosed));
    }

    /** Rarely drawn: as large as the topics take by default, less some room for the record around the value. */
    static BrokenFamily large() {
        return BrokenFamily.of("large", (sample, random) -> {
            sample.json().text("note", "n".repeat(100_000 + random.nextInt(800_000)));
            return switch (random.nextInt(4)) {
                case 0 -> sample.record(sample.json().compact() + "}");
                case 1 -> sample.record(sample.json().without("occurredAt").compact());
                case 2 -> sample.record(joined(sample.record().value(), new byte[] {(byte) 0xff}));
                default -> {
                    byte[] whole = sample.record().value();
                    yield sample.record(Arrays.copyOf(whole, whole.length - 1));
                }
            };
        });
    }

    /** Inside a text that nobody reads, or inside the identity: the whole value must be UTF-8. */
    private static WireEvent insertedBytes(ValidSample sample, List<String> hexadecimal, Random random) {
        String mark = "MARK";
        String field = random.nextBoolean() ? "note" : sample.kind().identityField;
        String[] around = sample.json().text(field, "a" + mark + "b").compact().split(mark, 2);
        byte[] wrong = HexFormat.of().parseHex(RandomTexts.pick(hexadecimal, random));
        return sample.record(joined(around[0].getBytes(UTF_8), wrong, around[1].getBytes(UTF_8)));
    }

    /** The second may say the same or not, and may be written with escapes; its place is before or after. */
    private static WireEvent repeatedName(ValidSample sample, Random random) {
        String name =
                RandomTexts.pick(List.of("type", "conversationId", "occurredAt", sample.kind().identityField), random);
        String nameJson = random.nextBoolean() ? JsonText.quote(name) : JsonText.quoteEscaped(name, random);
        String value = random.nextBoolean() ? sample.json().rawOf(name) : RandomTexts.unread(random);
        String inside = sample.json().compact();
        inside = inside.substring(1, inside.length() - 1);
        String again = nameJson + ":" + value;
        return sample.record("{" + (random.nextBoolean() ? again + "," + inside : inside + "," + again) + "}");
    }

    private static WireEvent nestedAndUnclosed(ValidSample sample, Random random) {
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String nested = open.repeat(RandomTexts.pick(List.of(500, 1_500, 20_000, 100_000), random));
        if (random.nextBoolean()) {
            return sample.record(nested);
        }
        String json = sample.json().compact();
        return sample.record(json.substring(0, json.length() - 1) + ",\"note\":" + nested);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
