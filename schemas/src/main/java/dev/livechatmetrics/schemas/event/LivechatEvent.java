package dev.livechatmetrics.schemas.event;

/**
 * One event of one conversation, with the fields that metrics need and no other: no text, name or token is ever in it.
 * Times are milliseconds since the epoch, ids texts of 1 to 256 UTF-8 bytes.
 */
public sealed interface LivechatEvent {
    String conversationId();

    /** When it happened, in milliseconds since the epoch. */
    long occurredAtMillis();

    /** The {@code messageId} of a sent message, the {@code eventId} of every other event; with the type it names the event. */
    String identity();

    EventType type();

    /**
     * Which department an event names. Absent leaves the conversation's department as it is, {@link #NONE} takes it
     * away.
     */
    String NONE = "";

    /** {@code departmentId}: the department's id, or {@link #NONE}. */
    record Opened(String conversationId, long occurredAtMillis, String eventId, String departmentId)
            implements LivechatEvent {
        public Opened {
            requireCommon(conversationId, eventId, "eventId");
            requireDepartment(departmentId);
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.OPENED;
        }
    }

    record Assigned(String conversationId, long occurredAtMillis, String eventId, String agentId)
            implements LivechatEvent {
        public Assigned {
            requireCommon(conversationId, eventId, "eventId");
            Ids.requireId(agentId, "agentId");
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.ASSIGNED;
        }
    }

    /**
     * {@code departmentId}: the new department, {@link #NONE}, or null where the department stays; {@code agentId}: the
     * agent who is assigned at this time, or null.
     */
    record Transferred(
            String conversationId, long occurredAtMillis, String eventId, String departmentId, String agentId)
            implements LivechatEvent {
        public Transferred {
            requireCommon(conversationId, eventId, "eventId");
            if (departmentId != null) {
                requireDepartment(departmentId);
            }
            if (agentId != null) {
                Ids.requireId(agentId, "agentId");
            }
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.TRANSFERRED;
        }
    }

    /** Returned to the queue; {@code departmentId} as in {@link Transferred}. */
    record Queued(String conversationId, long occurredAtMillis, String eventId, String departmentId)
            implements LivechatEvent {
        public Queued {
            requireCommon(conversationId, eventId, "eventId");
            if (departmentId != null) {
                requireDepartment(departmentId);
            }
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.QUEUED;
        }
    }

    /** {@code closedBy}: who closed it, or null where the event does not say. */
    record Closed(String conversationId, long occurredAtMillis, String eventId, ClosedBy closedBy)
            implements LivechatEvent {
        public Closed {
            requireCommon(conversationId, eventId, "eventId");
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.CLOSED;
        }
    }

    record Reopened(String conversationId, long occurredAtMillis, String eventId) implements LivechatEvent {
        public Reopened {
            requireCommon(conversationId, eventId, "eventId");
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.REOPENED;
        }
    }

    record Deleted(String conversationId, long occurredAtMillis, String eventId) implements LivechatEvent {
        public Deleted {
            requireCommon(conversationId, eventId, "eventId");
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.DELETED;
        }
    }

    /** {@code senderId}: the id of who sent it, or null. */
    record MessageSent(String conversationId, long occurredAtMillis, String messageId, Sender sender, String senderId)
            implements LivechatEvent {
        public MessageSent {
            requireCommon(conversationId, messageId, "messageId");
            if (sender == null) {
                throw new IllegalArgumentException("sender is missing");
            }
            if (senderId != null) {
                Ids.requireId(senderId, "senderId");
            }
        }

        @Override
        public String identity() {
            return messageId;
        }

        @Override
        public EventType type() {
            return EventType.MESSAGE_SENT;
        }
    }

    /** {@code messageId}: the message that was edited. */
    record MessageEdited(String conversationId, long occurredAtMillis, String eventId, String messageId)
            implements LivechatEvent {
        public MessageEdited {
            requireCommon(conversationId, eventId, "eventId");
            Ids.requireId(messageId, "messageId");
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.MESSAGE_EDITED;
        }
    }

    /** {@code messageId}: the message that was deleted. */
    record MessageDeleted(String conversationId, long occurredAtMillis, String eventId, String messageId)
            implements LivechatEvent {
        public MessageDeleted {
            requireCommon(conversationId, eventId, "eventId");
            Ids.requireId(messageId, "messageId");
        }

        @Override
        public String identity() {
            return eventId;
        }

        @Override
        public EventType type() {
            return EventType.MESSAGE_DELETED;
        }
    }

    private static void requireCommon(String conversationId, String identity, String identityField) {
        Ids.requireId(conversationId, "conversationId");
        Ids.requireId(identity, identityField);
    }

    private static void requireDepartment(String departmentId) {
        if (!departmentId.equals(NONE)) {
            Ids.requireId(departmentId, "departmentId");
        }
    }
}
