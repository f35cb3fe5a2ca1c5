package dev.livechatmetrics.testkit;

import java.util.Map;

/**
 * One write to one of the two collections, as a change stream has it.
 *
 * @param before the document as it was; null where there was none
 * @param document as it is after the change; null where it is gone, or was gone when it was looked up
 */
public record RocketChatChange(
        Collection collection, Kind kind, String id, Map<String, Object> before, Map<String, Object> document) {
    /** The collection without its common prefix. */
    public enum Collection {
        ROOM,
        MESSAGE;

        /** As Rocket.Chat calls it. */
        public String fullName() {
            return this == ROOM ? "rocketchat_room" : "rocketchat_message";
        }
    }

    /** What was done; READ is what a snapshot says. */
    public enum Kind {
        READ,
        INSERT,
        UPDATE,
        DELETE
    }

    RocketChatChange withDocument(Map<String, Object> other) {
        return new RocketChatChange(collection, kind, id, before, other);
    }
}
