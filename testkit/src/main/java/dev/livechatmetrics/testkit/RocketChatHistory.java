package dev.livechatmetrics.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a workspace holds and has sent: documents of {@code rocketchat_room} and {@code rocketchat_message} as they are at the
 * end, the bodies of all webhooks in the order of sending, and all writes in the order of writing. Dates are {@link java.time.Instant}s; {@link MongoJson} writes
 * them as exports and webhooks do.
 *
 * <p>Everything private in it (texts, names, addresses, tokens) contains {@link #PRIVATE}.
 */
public record RocketChatHistory(
        List<Map<String, Object>> rooms,
        List<Map<String, Object>> messages,
        List<Map<String, Object>> webhooks,
        List<RocketChatChange> changes) {

    /** A word that must be found nowhere behind a source. */
    public static final String PRIVATE = "pr1v4te";

    /** Departments to ask for; some conversations have none. */
    public static List<String> departments() {
        return RocketChatConversation.DEPARTMENTS;
    }

    /** So many conversations, and rooms that are none. Same seed, same history. */
    public static RocketChatHistory of(long seed, int conversations, RocketChatTraits traits) {
        RocketChatHistory history =
                new RocketChatHistory(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < conversations; i++) {
            history.add(conversation(seed, i, traits));
        }
        return history;
    }

    /** One conversation of them, or every tenth time a room that is none, by its number. */
    public static RocketChatHistory conversation(long seed, int number, RocketChatTraits traits) {
        Random random = new Random(seed * 1_000_003 + number);
        random.nextInt(); // neighbouring seeds begin alike
        return number % 10 == 9
                ? RocketChatChannel.history(number, random)
                : new RocketChatConversation(number, traits, random).history();
    }

    private void add(RocketChatHistory other) {
        rooms.addAll(other.rooms);
        messages.addAll(other.messages);
        webhooks.addAll(other.webhooks);
        changes.addAll(other.changes);
    }
}
