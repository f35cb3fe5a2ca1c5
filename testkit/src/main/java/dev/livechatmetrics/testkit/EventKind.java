package dev.livechatmetrics.testkit;

import java.util.Arrays;
import java.util.Optional;

/** The known types; their order here is the contract's order of events at one instant. */
enum EventKind {
    OPENED("conversation.opened", WireEvent.CONVERSATIONS, "eventId"),
    ASSIGNED("conversation.assigned", WireEvent.CONVERSATIONS, "eventId"),
    TRANSFERRED("conversation.transferred", WireEvent.CONVERSATIONS, "eventId"),
    QUEUED("conversation.queued", WireEvent.CONVERSATIONS, "eventId"),
    CLOSED("conversation.closed", WireEvent.CONVERSATIONS, "eventId"),
    REOPENED("conversation.reopened", WireEvent.CONVERSATIONS, "eventId"),
    DELETED("conversation.deleted", WireEvent.CONVERSATIONS, "eventId"),
    SENT("message.sent", WireEvent.MESSAGES, "messageId"),
    EDITED("message.edited", WireEvent.MESSAGES, "eventId"),
    MESSAGE_DELETED("message.deleted", WireEvent.MESSAGES, "eventId");

    final String type;
    final String topic;
    final String identityField;

    EventKind(String type, String topic, String identityField) {
        this.type = type;
        this.topic = topic;
        this.identityField = identityField;
    }

    static Optional<EventKind> of(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }
}
