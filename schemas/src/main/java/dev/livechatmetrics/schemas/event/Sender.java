package dev.livechatmetrics.schemas.event;

import java.util.HashMap;
import java.util.Map;

/** Who sent a message. */
public enum Sender {
    VISITOR("visitor"),
    AGENT("agent"),
    BOT("bot"),
    SYSTEM("system");

    private static final Map<String, Sender> BY_WIRE_NAME = new HashMap<>();

    static {
        for (Sender sender : values()) {
            BY_WIRE_NAME.put(sender.wireName, sender);
        }
    }

    private final String wireName;

    Sender(String wireName) {
        this.wireName = wireName;
    }

    /** The value of the JSON field {@code sender}. */
    public String wireName() {
        return wireName;
    }

    /** The sender of that wire name, or null where there is none. */
    public static Sender ofWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }

    /** Whether the message is an answer to the visitor: an agent's or a bot's. */
    public boolean responds() {
        return this == AGENT || this == BOT;
    }
}
