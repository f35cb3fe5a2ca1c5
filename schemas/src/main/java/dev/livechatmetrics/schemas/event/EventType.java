package dev.livechatmetrics.schemas.event;

import java.util.HashMap;
import java.util.Map;

/**
 * The types of events, in the order that breaks ties between events of one conversation and one instant: conversation
 * events before message events.
 */
public enum EventType {
    OPENED("conversation.opened"),
    ASSIGNED("conversation.assigned"),
    TRANSFERRED("conversation.transferred"),
    QUEUED("conversation.queued"),
    CLOSED("conversation.closed"),
    REOPENED("conversation.reopened"),
    DELETED("conversation.deleted"),
    MESSAGE_SENT("message.sent"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_DELETED("message.deleted");

    private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_WIRE_NAME.put(type.wireName, type);
        }
    }

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The value of the JSON field {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** The type of that wire name, or null where there is none. */
    public static EventType ofWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}
