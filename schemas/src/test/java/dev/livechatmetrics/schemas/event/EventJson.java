package dev.livechatmetrics.schemas.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON of one event, at first valid with the required fields alone, to be spoiled member by member. */
final class EventJson {
    static final String CONVERSATION_ID = "c1";
    static final String OCCURRED_AT = "2025-10-01T10:00:00.123Z";
    static final long OCCURRED_AT_MILLIS = 1_759_312_800_123L;
    static final long LATEST_MILLIS = OCCURRED_AT_MILLIS + 3_600_000;

    private final Map<String, String> members = new LinkedHashMap<>();

    private EventJson() {}

    static EventJson of(EventType type) {
        EventJson json = ofUnknown(type.wireName()).withText("occurredAt", OCCURRED_AT);
        for (String field : requiredIds(type)) {
            json.withText(field, field + "-1");
        }
        return type == EventType.MESSAGE_SENT ? json.withText("sender", "visitor") : json;
    }

    /** No more than what is judged before the type. */
    static EventJson ofUnknown(String type) {
        return new EventJson().withText("type", type).withText("conversationId", CONVERSATION_ID);
    }

    /** The required ids of a type beside {@code conversationId}, the identity first. */
    static List<String> requiredIds(EventType type) {
        return switch (type) {
            case OPENED, TRANSFERRED, QUEUED, CLOSED, REOPENED, DELETED -> List.of("eventId");
            case ASSIGNED -> List.of("eventId", "agentId");
            case MESSAGE_SENT -> List.of("messageId");
            case MESSAGE_EDITED, MESSAGE_DELETED -> List.of("eventId", "messageId");
        };
    }

    /** {@code json} is raw; null leaves the member out. */
    EventJson with(String name, String json) {
        members.remove(name);
        if (json != null) {
            members.put(name, json);
        }
        return this;
    }

    EventJson withText(String name, String text) {
        return with(name, '"' + text + '"');
    }

    EventJson without(String name) {
        return with(name, null);
    }

    byte[] bytes() {
        return toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
