package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.schemas.rocketchat.Mapped.Why;
import java.util.EnumMap;
import java.util.Map;

/** How many documents were what. */
final class ImportCounts {
    private final Map<Why, Long> nothing = new EnumMap<>(Why.class);
    private long livechats;
    private long messages;
    private long messagesOfOtherRooms;

    void livechat() {
        livechats++;
    }

    void message() {
        messages++;
    }

    void messageOfAnotherRoom() {
        messagesOfOtherRooms++;
    }

    void nothing(Why why) {
        nothing.merge(why, 1L, Long::sum);
    }

    private long of(Why why) {
        return nothing.getOrDefault(why, 0L);
    }

    @Override
    public String toString() {
        return "rooms: " + livechats + " of livechats, " + of(Why.NO_LIVECHAT) + " others; messages: " + messages
                + " imported, " + messagesOfOtherRooms + " of other rooms, " + of(Why.SYSTEM_MESSAGE)
                + " of Rocket.Chat's own, " + of(Why.EARLIER_VERSION) + " earlier versions";
    }
}
