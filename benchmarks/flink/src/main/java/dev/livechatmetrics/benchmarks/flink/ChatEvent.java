package dev.livechatmetrics.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/** What the job needs of an event of either topic. Written by hand: faster than what Flink finds by reflection. */
public final class ChatEvent implements CopyableValue<ChatEvent> {
    private static final long serialVersionUID = 1L;

    static final int OPENED = 0;
    static final int ASSIGNED = 1;
    static final int TRANSFERRED = 2;
    static final int CLOSED = 3;
    static final int VISITOR_MESSAGE = 4;
    static final int AGENT_MESSAGE = 5;
    /** One that changes no chart. */
    static final int OTHER = 6;

    String conversationId;
    int kind;
    long atMillis;
    /** Null where the event names none. */
    String department;

    boolean namesAgent;

    public String conversationId() {
        return conversationId;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(conversationId, out);
        out.writeInt(kind);
        out.writeLong(atMillis);
        StringValue.writeString(department, out);
        out.writeBoolean(namesAgent);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        conversationId = StringValue.readString(in);
        kind = in.readInt();
        atMillis = in.readLong();
        department = StringValue.readString(in);
        namesAgent = in.readBoolean();
    }

    @Override
    public void copyTo(ChatEvent target) {
        target.conversationId = conversationId;
        target.kind = kind;
        target.atMillis = atMillis;
        target.department = department;
        target.namesAgent = namesAgent;
    }

    @Override
    public ChatEvent copy() {
        ChatEvent copy = new ChatEvent();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        ChatEvent passing = new ChatEvent();
        passing.read(in);
        passing.write(out);
    }

    @Override
    public int getBinaryLength() {
        return -1; // varies
    }
}
