package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** Ids of 1–256 UTF-8 bytes that are hard to keep apart, to sort and to store; and JSON that nobody reads. */
final class RandomTexts {

    static final int MOST_ID_BYTES = 256;

    // U+FFFD and U+E000 sort below the emoji in UTF-8 and above it in UTF-16; é is here composed and decomposed.
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "A",
            "0",
            "1",
            "10",
            "z",
            "-",
            ":",
            "/",
            ".",
            " ",
            "%2F",
            "\"",
            "\\",
            "\u0000",
            "\u007f",
            "\u0080",
            "\u00e9",
            "e\u0301",
            "\u07ff",
            "\u0800",
            "\u6f22\u5b57",
            "\ud7ff",
            "\ue000",
            "\ufffd",
            "\uffff",
            "\ud83d\ude00",
            "\ud800\udc00",
            "\udbff\udfff");

    private static final List<String> UNREAD = List.of(
            "null",
            "true",
            "-0.0",
            "1e400",
            "123456789012345678901234567890",
            "\"\"",
            "\"{\\\"type\\\":\\\"conversation.deleted\\\"}\"",
            "\"\\ud83d\\ude00 caf\u00e9 \ud83d\ude00\"",
            "[]",
            "[1,[2,[3,{\"a\":[null]}]]]",
            "{}",
            "{\"type\":\"conversation.deleted\",\"conversationId\":\"x\",\"occurredAt\":1}",
            "{\"token\":\"t\",\"name\":null,\"tags\":[\"a\",{\"b\":{\"c\":[{}]}}],\"n\":-1.5E-7}");

    private RandomTexts() {}

    /** Drawn from few: ids that are equal across conversations and types, or prefixes of one another, are common. */
    static String id(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> "e" + random.nextInt(200);
            case 3, 4 -> "a".repeat(1 + random.nextInt(40));
            case 5 -> "a\u0000".repeat(1 + random.nextInt(3));
            case 6 -> longest(random);
            case 7, 8 -> (random.nextBoolean() ? "\uffee" : "\ud83d\ude00") + random.nextInt(100);
            default -> {
                StringBuilder id = new StringBuilder(random.nextBoolean() ? "m:" : "");
                int pieces = 1 + random.nextInt(4);
                for (int i = 0; i < pieces; i++) {
                    id.append(pick(PIECES, random));
                }
                yield id.toString();
            }
        };
    }

    /** As long as an id may be, to the byte. */
    static String longest(Random random) {
        return filled(pick(PIECES, random), MOST_ID_BYTES);
    }

    /** {@code piece} repeated, then padded with single bytes to {@code bytes} of UTF-8. */
    static String filled(String piece, int bytes) {
        int length = piece.getBytes(UTF_8).length;
        return piece.repeat(bytes / length) + "x".repeat(bytes % length);
    }

    /** Raw JSON of any kind. */
    static String unread(Random random) {
        return pick(UNREAD, random);
    }

    static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
