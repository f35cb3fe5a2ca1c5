package dev.livechatmetrics.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Seeded records that must not count: broken ones, each valid but for the one reason its family names, and ones of an
 * unknown type. Their conversations are called {@code broken-…} and {@code ignored-…}, so none can be in a workspace.
 * What the contract leaves open is left out. Same seed, count and time, same bytes.
 */
public final class BrokenRecords {

    private static final List<BrokenFamily> FAMILIES = Stream.of(
                    BrokenBytes.families(), BrokenKeys.families(), BrokenFields.families(), BrokenTimes.families())
            .flatMap(List::stream)
            .toList();

    private static final BrokenFamily LARGE = BrokenBytes.large();
    private static final int ONE_LARGE_IN = 250;

    private static final List<String> UNKNOWN_TYPES = List.of(
            "conversation.archived",
            "conversation.tagged",
            "message.pinned",
            "message.reacted",
            "Conversation.opened",
            "MESSAGE.SENT",
            "conversation.opened ",
            "message.sent\u0000",
            "conversation",
            "message.",
            "opened",
            "\u6f22\u5b57");

    private BrokenRecords() {}

    /** Every family comes once before any comes again, but for {@code large}, which comes about once in 250. */
    public static List<BrokenRecord> broken(long seed, int count, long nowMillis) {
        Random random = new Random(seed);
        List<BrokenFamily> turn = new ArrayList<>(FAMILIES);
        List<BrokenRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % turn.size() == 0) {
                Collections.shuffle(turn, random);
            }
            BrokenFamily family = random.nextInt(ONE_LARGE_IN) == 0 ? LARGE : turn.get(i % turn.size());
            records.add(family.draw(random, nowMillis));
        }
        return records;
    }

    /** Names of all families, each once: {@code reason} or {@code reason:field}. */
    public static List<String> families() {
        return Stream.concat(FAMILIES.stream(), Stream.of(LARGE))
                .map(BrokenFamily::name)
                .distinct()
                .toList();
    }

    /**
     * Sound objects, conversations and keys of an unknown type. All other fields may be as they like, even those that a
     * known type would be dead-lettered for.
     */
    public static List<WireEvent> ignoredRecords(long seed, int count, long nowMillis) {
        Random random = new Random(seed);
        List<WireEvent> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ValidSample sample = ValidSample.any(random, nowMillis);
            String conversationId = "ignored-" + random.nextInt(1000);
            JsonText json = sample.json()
                    .text("type", RandomTexts.pick(UNKNOWN_TYPES, random))
                    .text("conversationId", conversationId);
            switch (random.nextInt(4)) {
                case 0 -> json.without("occurredAt").without("eventId");
                case 1 -> json.raw("occurredAt", RandomTexts.unread(random)).raw("eventId", RandomTexts.unread(random));
                case 2 -> json.text("occurredAt", "9999-12-31T23:59:59Z").text("sender", "nobody");
                default -> json.raw("note", RandomTexts.unread(random));
            }
            String topic = random.nextBoolean() ? WireEvent.CONVERSATIONS : WireEvent.MESSAGES;
            records.add(WireEvent.of(topic, conversationId, json.varied(random)));
        }
        return records;
    }
}
