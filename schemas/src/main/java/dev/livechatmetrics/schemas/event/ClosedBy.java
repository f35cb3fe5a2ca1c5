package dev.livechatmetrics.schemas.event;

import java.util.HashMap;
import java.util.Map;

/** Who closed a conversation. */
public enum ClosedBy {
    AGENT("agent"),
    VISITOR("visitor"),
    SYSTEM("system");

    private static final Map<String, ClosedBy> BY_WIRE_NAME = new HashMap<>();

    static {
        for (ClosedBy closedBy : values()) {
            BY_WIRE_NAME.put(closedBy.wireName, closedBy);
        }
    }

    private final String wireName;

    ClosedBy(String wireName) {
        this.wireName = wireName;
    }

    /** The value of the JSON field {@code closedBy}. */
    public String wireName() {
        return wireName;
    }

    /** The value of that wire name, or null where there is none. */
    public static ClosedBy ofWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}
