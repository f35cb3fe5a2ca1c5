package dev.livechatmetrics.benchmarks.textbook;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * What the charts need of one conversation, taken from its events as they arrive. A textbook's: it trusts their order
 * across the topics and knows no repetition, and a message that comes before the opening has no response time.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class ChatState {
    Long openedAt;
    Long closedAt;
    Long joinedAt;
    Long lastQuestionAt;
    Long lastResponseAt;
    String department = "";
    long messages;
    long visitorMessages;
    long responses;
    long responseMillis;
    long firstResponseMillis;
    long firstReactionMillis;

    /** The state with one event more; a new object, because Kafka Streams compares it with this one. */
    ChatState after(ChatEvent event) {
        ChatState next = copy();
        long atMillis = event.atMillis();
        switch (event.type()) {
            case "conversation.opened" -> {
                next.openedAt = atMillis;
                next.department = event.departmentId();
            }
            case "conversation.assigned" -> next.joinedAt = atMillis;
            case "conversation.transferred" -> next.transfer(event, atMillis);
            case "conversation.closed" -> next.closedAt = atMillis;
            case "message.sent" -> next.message(event.sender(), atMillis);
            default -> {
                // Nothing that the generated traffic has.
            }
        }
        return next;
    }

    boolean isOpened() {
        return openedAt != null;
    }

    long chatDurationMillis() {
        return closedAt == null ? 0 : closedAt - openedAt;
    }

    long averageResponseMicros() {
        return responses == 0 ? 0 : Math.round(responseMillis * 1_000.0 / responses);
    }

    private void transfer(ChatEvent event, long atMillis) {
        if (event.departmentId() != null) {
            department = event.departmentId();
        }
        if (event.agentId() != null) {
            joinedAt = atMillis;
        }
    }

    private void message(String sender, long atMillis) {
        if (sender.equals("visitor")) {
            visitorMessages++;
            if (lastQuestionAt == null || (lastResponseAt != null && lastResponseAt >= lastQuestionAt)) {
                lastQuestionAt = atMillis;
            }
            return;
        }
        messages++;
        boolean answers = lastQuestionAt != null && (lastResponseAt == null || lastQuestionAt > lastResponseAt);
        if (!answers || openedAt == null) {
            return;
        }
        long response = atMillis - lastQuestionAt;
        responses++;
        responseMillis += response;
        if (lastResponseAt == null) {
            firstResponseMillis = response;
            firstReactionMillis = atMillis - (joinedAt == null ? openedAt : joinedAt);
        }
        lastResponseAt = atMillis;
    }

    private ChatState copy() {
        ChatState copy = new ChatState();
        copy.openedAt = openedAt;
        copy.closedAt = closedAt;
        copy.joinedAt = joinedAt;
        copy.lastQuestionAt = lastQuestionAt;
        copy.lastResponseAt = lastResponseAt;
        copy.department = department;
        copy.messages = messages;
        copy.visitorMessages = visitorMessages;
        copy.responses = responses;
        copy.responseMillis = responseMillis;
        copy.firstResponseMillis = firstResponseMillis;
        copy.firstReactionMillis = firstReactionMillis;
        return copy;
    }
}
