package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Sender;

/** The numbers that stand for types and senders in stored rows; a number, once given, keeps its meaning. */
final class EventCodes {
    private EventCodes() {}

    static int of(EventType type) {
        return switch (type) {
            case OPENED -> 0;
            case ASSIGNED -> 1;
            case TRANSFERRED -> 2;
            case QUEUED -> 3;
            case CLOSED -> 4;
            case REOPENED -> 5;
            case DELETED -> 6;
            case MESSAGE_SENT -> 7;
            case MESSAGE_EDITED -> 8;
            case MESSAGE_DELETED -> 9;
        };
    }

    static EventType type(int code) {
        return switch (code) {
            case 0 -> EventType.OPENED;
            case 1 -> EventType.ASSIGNED;
            case 2 -> EventType.TRANSFERRED;
            case 3 -> EventType.QUEUED;
            case 4 -> EventType.CLOSED;
            case 5 -> EventType.REOPENED;
            case 6 -> EventType.DELETED;
            case 7 -> EventType.MESSAGE_SENT;
            case 8 -> EventType.MESSAGE_EDITED;
            case 9 -> EventType.MESSAGE_DELETED;
            default -> throw new IllegalArgumentException("no event type has the code " + code);
        };
    }

    static int of(Sender sender) {
        return switch (sender) {
            case VISITOR -> 0;
            case AGENT -> 1;
            case BOT -> 2;
            case SYSTEM -> 3;
        };
    }

    static Sender sender(int code) {
        return switch (code) {
            case 0 -> Sender.VISITOR;
            case 1 -> Sender.AGENT;
            case 2 -> Sender.BOT;
            case 3 -> Sender.SYSTEM;
            default -> throw new IllegalArgumentException("no sender has the code " + code);
        };
    }
}
