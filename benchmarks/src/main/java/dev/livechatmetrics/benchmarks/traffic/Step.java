package dev.livechatmetrics.benchmarks.traffic;

/** What can happen next in a generated conversation. */
public enum Step {
    OPENED("conversation.opened"),
    ASSIGNED("conversation.assigned"),
    TRANSFERRED("conversation.transferred"),
    CLOSED("conversation.closed"),
    VISITOR_MESSAGE("message.sent"),
    AGENT_MESSAGE("message.sent");

    private final String type;

    Step(String type) {
        this.type = type;
    }

    /** The value of the JSON field {@code type}. */
    public String type() {
        return type;
    }

    public boolean isMessage() {
        return this == VISITOR_MESSAGE || this == AGENT_MESSAGE;
    }
}
