package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Keys that are null or not the value's conversation, and tombstones that delete nothing. */
final class BrokenKeys {

    private BrokenKeys() {}

    static List<BrokenFamily> families() {
        return List.of(
                BrokenFamily.of("null-key", (sample, random) -> keyed(sample, null)),
                BrokenFamily.of("other-key", (sample, random) -> keyed(sample, otherKey(sample, random))),
                BrokenFamily.of("key-not-utf8", BrokenKeys::keyNotUtf8),
                BrokenFamily.of("unknown-type-null-key", (sample, random) -> {
                    sample.json().text("type", "conversation.archived");
                    return keyed(sample, null);
                }),
                BrokenFamily.of("unknown-type-other-key", (sample, random) -> {
                    sample.json().text("type", "conversation.archived");
                    return keyed(sample, otherKey(sample, random));
                }),
                BrokenFamily.of(
                        "tombstone-on-messages",
                        (sample, random) -> WireEvent.of(
                                WireEvent.MESSAGES, random.nextInt(4) == 0 ? null : sample.conversationId(), null)),
                BrokenFamily.of(
                        "tombstone-null-key", (sample, random) -> WireEvent.of(WireEvent.CONVERSATIONS, null, null)),
                BrokenFamily.of(
                        "tombstone-key-not-an-id",
                        (sample, random) -> new WireEvent(
                                WireEvent.CONVERSATIONS,
                                switch (random.nextInt(3)) {
                                    case 0 -> new byte[0];
                                    case 1 -> BrokenFields.tooLong(random).getBytes(UTF_8);
                                    default -> new byte[] {'c', (byte) 0xff};
                                },
                                null)));
    }

    /** Near misses: what a lenient comparison would let pass. */
    private static byte[] otherKey(ValidSample sample, Random random) {
        String id = sample.conversationId();
        String key = switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> id + " ";
            case 2 -> id + "\u0000";
            case 3 -> id.substring(0, 6);
            case 4 -> id.toUpperCase(Locale.ROOT);
            case 5 -> JsonText.quote(id);
            case 6 -> "\ufeff" + id;
            default -> "somebody-else";
        };
        return key.getBytes(UTF_8);
    }

    /** Decoded with replacement the key would read like the conversation. */
    private static WireEvent keyNotUtf8(ValidSample sample, Random random) {
        String prefix = "broken-" + random.nextInt(1000);
        String json = sample.json().text("conversationId", prefix + "\ufffd").compact();
        byte[] key = (prefix + "?").getBytes(UTF_8);
        key[key.length - 1] = (byte) 0xff;
        return new WireEvent(sample.kind().topic, key, json.getBytes(UTF_8));
    }

    private static WireEvent keyed(ValidSample sample, byte[] key) {
        return new WireEvent(sample.kind().topic, key, sample.record().value());
    }
}
