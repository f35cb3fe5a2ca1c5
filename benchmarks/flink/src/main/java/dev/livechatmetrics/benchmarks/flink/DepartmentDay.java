package dev.livechatmetrics.benchmarks.flink;

import org.apache.flink.api.java.tuple.Tuple2;

/** Counts and sums of a department's day of UTC, or by how much they change. */
public final class DepartmentDay {
    public String department = "";
    /** Days since the epoch. */
    public int day;

    public long conversations;
    public long messages;
    public long visitorMessages;
    public long chatDurations;
    public long chatDurationMillis;
    public long firstResponses;
    public long firstResponseMillis;
    public long averageResponses;
    public long averageResponseMicros;
    public long firstReactions;
    public long firstReactionMillis;

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
}
