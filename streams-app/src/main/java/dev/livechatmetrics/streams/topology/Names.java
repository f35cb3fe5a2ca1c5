package dev.livechatmetrics.streams.topology;

/** The names of the topology's nodes and stores: part of what is kept in Kafka, so none may change unnoticed. */
public final class Names {
    public static final String CONVERSATION_EVENTS = "conversation-events";
    public static final String MESSAGE_EVENTS = "message-events";
    public static final String PROCESSOR = "conversation-processor";
    public static final String DEAD_LETTERS = "dead-letters";

    public static final String CONVERSATIONS = "conversations";
    public static final String DEPARTMENT_DAYS = "department-days";
    public static final String DEPARTMENT_QUARTER_HOURS = "department-quarter-hours";
    public static final String FIRST_RESPONSES = "first-responses";
    public static final String OPENINGS = "openings";
    public static final String SKETCHES = "sketches";
    public static final String LEDGER = "ledger";

    public static final String DOCUMENT_CHANGES = "document-changes";
    public static final String MAPPING = "change-mapping";
    public static final String MAPPED_CONVERSATIONS = "mapped-conversation-events";
    public static final String MAPPED_MESSAGES = "mapped-message-events";

    private Names() {}
}
