package dev.livechatmetrics.schemas.rocketchat;

import java.util.Arrays;

/** The types of Rocket.Chat's Omnichannel webhooks; the values of their field {@code type}. */
public enum WebhookType {
    START("LivechatSessionStart", true, false),
    QUEUED("LivechatSessionQueued", true, true),
    TAKEN("LivechatSessionTaken", true, true),
    FORWARDED("LivechatSessionForwarded", true, true),
    SESSION("LivechatSession", true, false),
    EDIT("LivechatEdit", false, false),
    MESSAGE("Message", false, false),
    LEAD_CAPTURE("LeadCapture", false, false),
    /** A type that is about no conversation ({@code LivechatOfflineMessage}), or is not known, or none. */
    OTHER("other", false, false);

    private final String wireName;
    private final boolean saysDepartment;
    private final boolean saysOpen;

    WebhookType(String wireName, boolean saysDepartment, boolean saysOpen) {
        this.wireName = wireName;
        this.saysDepartment = saysDepartment;
        this.saysOpen = saysOpen;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether such a webhook without {@code departmentId} says that there is none. */
    boolean saysDepartment() {
        return saysDepartment;
    }

    /** Whether it is sent of conversations that had begun and are open, so that a close in it was followed by a re-opening. */
    boolean saysOpen() {
        return saysOpen;
    }

    static WebhookType ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElse(OTHER);
    }
}
