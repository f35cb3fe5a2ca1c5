package dev.livechatmetrics.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/** Counts and sums of a department's day of UTC, or by how much they change. */
public final class DepartmentDay implements CopyableValue<DepartmentDay> {
    private static final long serialVersionUID = 1L;

    String department = "";
    /** Days since the epoch. */
    int day;

    long conversations;
    long messages;
    long visitorMessages;
    long chatDurations;
    long chatDurationMillis;
    long firstResponses;
    long firstResponseMillis;
    long averageResponses;
    long averageResponseMicros;
    long firstReactions;
    long firstReactionMillis;

    Tuple2<String, Integer> key() {
        return Tuple2.of(department, day);
    }

    boolean isSameDay(DepartmentDay other) {
        return day == other.day && department.equals(other.department);
    }

    void add(DepartmentDay other) {
        add(other, 1);
    }

    void subtract(DepartmentDay other) {
        add(other, -1);
    }

    void negate() {
        DepartmentDay negative = new DepartmentDay();
        negative.subtract(this);
        negative.subtract(this);
        add(negative);
    }

    private void add(DepartmentDay other, int sign) {
        conversations += sign * other.conversations;
        messages += sign * other.messages;
        visitorMessages += sign * other.visitorMessages;
        chatDurations += sign * other.chatDurations;
        chatDurationMillis += sign * other.chatDurationMillis;
        firstResponses += sign * other.firstResponses;
        firstResponseMillis += sign * other.firstResponseMillis;
        averageResponses += sign * other.averageResponses;
        averageResponseMicros += sign * other.averageResponseMicros;
        firstReactions += sign * other.firstReactions;
        firstReactionMillis += sign * other.firstReactionMillis;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(department, out);
        out.writeInt(day);
        out.writeLong(conversations);
        out.writeLong(messages);
        out.writeLong(visitorMessages);
        out.writeLong(chatDurations);
        out.writeLong(chatDurationMillis);
        out.writeLong(firstResponses);
        out.writeLong(firstResponseMillis);
        out.writeLong(averageResponses);
        out.writeLong(averageResponseMicros);
        out.writeLong(firstReactions);
        out.writeLong(firstReactionMillis);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        department = StringValue.readString(in);
        day = in.readInt();
        conversations = in.readLong();
        messages = in.readLong();
        visitorMessages = in.readLong();
        chatDurations = in.readLong();
        chatDurationMillis = in.readLong();
        firstResponses = in.readLong();
        firstResponseMillis = in.readLong();
        averageResponses = in.readLong();
        averageResponseMicros = in.readLong();
        firstReactions = in.readLong();
        firstReactionMillis = in.readLong();
    }

    @Override
    public void copyTo(DepartmentDay target) {
        target.department = department;
        target.day = day;
        target.conversations = conversations;
        target.messages = messages;
        target.visitorMessages = visitorMessages;
        target.chatDurations = chatDurations;
        target.chatDurationMillis = chatDurationMillis;
        target.firstResponses = firstResponses;
        target.firstResponseMillis = firstResponseMillis;
        target.averageResponses = averageResponses;
        target.averageResponseMicros = averageResponseMicros;
        target.firstReactions = firstReactions;
        target.firstReactionMillis = firstReactionMillis;
    }

    @Override
    public DepartmentDay copy() {
        DepartmentDay copy = new DepartmentDay();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        DepartmentDay passing = new DepartmentDay();
        passing.read(in);
        passing.write(out);
    }

    @Override
    public int getBinaryLength() {
        return -1; // varies
    }
}
