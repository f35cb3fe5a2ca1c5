package dev.livechatmetrics.cli.send;

/** Which of the two event topics an envelope goes to, by the name that is the same whatever the topic is called in Kafka. */
public enum EventTopic {
    CONVERSATIONS("conversations"),
    MESSAGES("messages");

    private final String wireName;

    EventTopic(String wireName) {
        this.wireName = wireName;
    }

    /** The value of an envelope's field {@code topic}. */
    public String wireName() {
        return wireName;
    }

    /** The topic of that wire name, or null where there is none. */
    public static EventTopic ofWireName(String wireName) {
        for (EventTopic topic : values()) {
            if (topic.wireName.equals(wireName)) {
                return topic;
            }
        }
        return null;
    }
}
