package dev.livechatmetrics.schemas.rocketchat;

import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.util.List;

/** What a document or payload means for the metrics. */
public sealed interface Mapped {
    /** At least one event, all of one conversation. */
    record Events(List<LivechatEvent> events) implements Mapped {
        public Events {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("no events");
            }
        }

        public String conversationId() {
            return events.get(0).conversationId();
        }
    }

    /** The conversation was deleted altogether, with all that was ever said in it. */
    record Removed(String conversationId) implements Mapped {}

    /** It is well-formed and carries nothing for the metrics. */
    record Nothing(Why why) implements Mapped {}

    /** It is not what it should be; the reason names a field or a place, never a value. */
    record Refused(String reason) implements Mapped {}

    /** Why there is nothing. */
    enum Why {
        /** A channel, a direct message, a call: no room with {@code t} = {@code l}. */
        NO_LIVECHAT,
        /** Rocket.Chat's own words in a conversation, such as that an agent left. */
        SYSTEM_MESSAGE,
        /** A hidden copy that {@code Message_KeepHistory} keeps of what a message said before. */
        EARLIER_VERSION,
        /** What the button "Send Test" of Rocket.Chat's settings sends. */
        TEST,
        /** A webhook that is about no conversation, or of a type that is not known. */
        NO_CONVERSATION,
        /** A change whose document is not in its record: it was gone when it was looked up, or is not asked for. */
        DOCUMENT_LEFT_OUT,
        /** A message was deleted, and the record does not say in which conversation. */
        DELETED_MESSAGE_UNKNOWN,
        /** The null that follows a deletion, which the record before it told. */
        TOMBSTONE,
        /** A change of a whole collection, or a record of the connector's own. */
        NO_DOCUMENT_CHANGED
    }
}
