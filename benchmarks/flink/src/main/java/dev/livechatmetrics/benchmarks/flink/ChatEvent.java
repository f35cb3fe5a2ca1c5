package dev.livechatmetrics.benchmarks.flink;

/** What the job needs of an event of either topic. Public fields, so that Flink writes them one by one. */
public final class ChatEvent {
    static final int OPENED = 0;
    static final int ASSIGNED = 1;
    static final int TRANSFERRED = 2;
    static final int CLOSED = 3;
    static final int VISITOR_MESSAGE = 4;
    static final int AGENT_MESSAGE = 5;
    /** One that changes no chart. */
    static final int OTHER = 6;

    public String conversationId;
    public int kind;
    public long atMillis;
    /** Null where the event names none. */
    public String department;

    public boolean namesAgent;

    public String conversationId() {
        return conversationId;
    }
}
