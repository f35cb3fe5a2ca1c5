package dev.livechatmetrics.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/**
 * What the charts need of one conversation. It trusts the order of events within a topic and knows no repetition, but
 * needs no order between the topics, which Flink reads apart.
 */
public final class ConversationState implements CopyableValue<ConversationState> {
    private static final long serialVersionUID = 1L;

    private static final long DAY_MILLIS = 86_400_000;
    private static final long UNSET = Long.MIN_VALUE;

    long openedAt = UNSET;
    long closedAt = UNSET;
    long joinedAt = UNSET;
    long lastQuestionAt = UNSET;
    long lastResponseAt = UNSET;
    long firstResponseAt = UNSET;
    long firstResponseMillis;
    long messages;
    long visitorMessages;
    long responses;
    long responseMillis;
    String department = "";

    void take(ChatEvent event) {
        switch (event.kind) {
            case ChatEvent.OPENED -> {
                openedAt = event.atMillis;
                move(event);
            }
            case ChatEvent.ASSIGNED -> join(event);
            case ChatEvent.TRANSFERRED -> {
                move(event);
                if (event.namesAgent) {
                    join(event);
                }
            }
            case ChatEvent.CLOSED -> closedAt = event.atMillis;
            case ChatEvent.VISITOR_MESSAGE -> {
                visitorMessages++;
                if (lastResponseAt >= lastQuestionAt) {
                    lastQuestionAt = event.atMillis;
                }
            }
            case ChatEvent.AGENT_MESSAGE -> {
                messages++;
                if (lastQuestionAt > lastResponseAt) {
                    respond(event.atMillis);
                }
            }
            default -> {
                // Nothing that the generated traffic has.
            }
        }
    }

    boolean isOpened() {
        return openedAt != UNSET;
    }

    /** Writes what the conversation adds to its department's day. */
    void writeTo(DepartmentDay row) {
        row.department = department;
        row.day = (int) Math.floorDiv(openedAt, DAY_MILLIS);
        row.conversations = 1;
        row.messages = messages;
        row.visitorMessages = visitorMessages;
        row.chatDurationMillis = closedAt == UNSET ? 0 : closedAt - openedAt;
        row.chatDurations = counted(row.chatDurationMillis);
        row.firstResponseMillis = firstResponseMillis;
        row.firstResponses = counted(firstResponseMillis);
        row.averageResponseMicros = responses == 0 ? 0 : Math.round(responseMillis * 1_000.0 / responses);
        row.averageResponses = counted(row.averageResponseMicros);
        row.firstReactionMillis = firstReactionMillis();
        row.firstReactions = counted(row.firstReactionMillis);
    }

    private long firstReactionMillis() {
        if (firstResponseAt == UNSET) {
            return 0;
        }
        boolean joinedBefore = joinedAt != UNSET && joinedAt <= firstResponseAt;
        return firstResponseAt - (joinedBefore ? joinedAt : openedAt);
    }

    private void respond(long atMillis) {
        long response = atMillis - lastQuestionAt;
        responses++;
        responseMillis += response;
        if (firstResponseAt == UNSET) {
            firstResponseAt = atMillis;
            firstResponseMillis = response;
        }
        lastResponseAt = atMillis;
    }

    private void move(ChatEvent event) {
        if (event.department != null) {
            department = event.department;
        }
    }

    /** The first one: what comes after the first response is of no use to any chart. */
    private void join(ChatEvent event) {
        if (joinedAt == UNSET) {
            joinedAt = event.atMillis;
        }
    }

    private static long counted(long figure) {
        return figure == 0 ? 0 : 1;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(openedAt);
        out.writeLong(closedAt);
        out.writeLong(joinedAt);
        out.writeLong(lastQuestionAt);
        out.writeLong(lastResponseAt);
        out.writeLong(firstResponseAt);
        out.writeLong(firstResponseMillis);
        out.writeLong(messages);
        out.writeLong(visitorMessages);
        out.writeLong(responses);
        out.writeLong(responseMillis);
        StringValue.writeString(department, out);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        openedAt = in.readLong();
        closedAt = in.readLong();
        joinedAt = in.readLong();
        lastQuestionAt = in.readLong();
        lastResponseAt = in.readLong();
        firstResponseAt = in.readLong();
        firstResponseMillis = in.readLong();
        messages = in.readLong();
        visitorMessages = in.readLong();
        responses = in.readLong();
        responseMillis = in.readLong();
        department = StringValue.readString(in);
    }

    @Override
    public void copyTo(ConversationState target) {
        target.openedAt = openedAt;
        target.closedAt = closedAt;
        target.joinedAt = joinedAt;
        target.lastQuestionAt = lastQuestionAt;
        target.lastResponseAt = lastResponseAt;
        target.firstResponseAt = firstResponseAt;
        target.firstResponseMillis = firstResponseMillis;
        target.messages = messages;
        target.visitorMessages = visitorMessages;
        target.responses = responses;
        target.responseMillis = responseMillis;
        target.department = department;
    }

    @Override
    public ConversationState copy() {
        ConversationState copy = new ConversationState();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        ConversationState passing = new ConversationState();
        passing.read(in);
        passing.write(out);
    }

    @Override
    public int getBinaryLength() {
        return -1; // varies
    }
}
