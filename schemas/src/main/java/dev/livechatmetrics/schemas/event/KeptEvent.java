package dev.livechatmetrics.schemas.event;

import java.util.Arrays;

/**
 * What a conversation keeps of an event: enough to put it in order and to fold it, nothing of who said what. Two are
 * equal where they have the same place in the order.
 *
 * @param identity UTF-8 bytes of the id that names the event together with its type; never modified
 * @param sender of a sent message, else null
 * @param department named by the event: null where it names none, {@link LivechatEvent#NONE} where it takes it away
 * @param assigns whether an agent is assigned at this time
 * @param messageId UTF-8 bytes of the message that was edited or deleted, else null
 */
public record KeptEvent(
        long atMillis,
        EventType type,
        byte[] identity,
        Sender sender,
        String department,
        boolean assigns,
        byte[] messageId)
        implements Comparable<KeptEvent> {

    public static KeptEvent of(LivechatEvent event) {
        Sender sender = null;
        String department = null;
        boolean assigns = false;
        byte[] messageId = null;
        if (event instanceof LivechatEvent.MessageSent sent) {
            sender = sent.sender();
        } else if (event instanceof LivechatEvent.Opened opened) {
            department = opened.departmentId();
        } else if (event instanceof LivechatEvent.Assigned) {
            assigns = true;
        } else if (event instanceof LivechatEvent.Transferred transferred) {
            department = transferred.departmentId();
            assigns = transferred.agentId() != null;
        } else if (event instanceof LivechatEvent.Queued queued) {
            department = queued.departmentId();
        } else if (event instanceof LivechatEvent.MessageDeleted deleted) {
            messageId = Ids.utf8(deleted.messageId());
        }
        return new KeptEvent(
                event.occurredAtMillis(),
                event.type(),
                Ids.utf8(event.identity()),
                sender,
                department,
                assigns,
                messageId);
    }

    /** Whether the response times depend on where this event stands in the order. */
    public boolean timesResponses() {
        return switch (type) {
            case MESSAGE_SENT -> sender != Sender.SYSTEM;
            case ASSIGNED, QUEUED -> true;
            case TRANSFERRED -> assigns;
            default -> false;
        };
    }

    /** The order inside a conversation: time, then type, then identity as unsigned bytes. */
    @Override
    public int compareTo(KeptEvent other) {
        int byTime = Long.compare(atMillis, other.atMillis);
        if (byTime != 0) {
            return byTime;
        }
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : Arrays.compareUnsigned(identity, other.identity);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptEvent that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(identity);
    }
}
