package dev.livechatmetrics.benchmarks.textbook;

/** Counts and sums of a department's day: what all charts but the smallest first response are made of. */
public record DayTotals(
        long conversations,
        long messages,
        long visitorMessages,
        long chatDurations,
        long chatDurationMillis,
        long firstResponses,
        long firstResponseMillis,
        long averageResponses,
        long averageResponseMicros,
        long firstReactions,
        long firstReactionMillis) {

    public static final DayTotals NONE = new DayTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public DayTotals plus(DayTotals other) {
        return plus(other, 1);
    }

    DayTotals minus(DayTotals other) {
        return plus(other, -1);
    }

    static DayTotals of(ChatState conversation) {
        long duration = conversation.chatDurationMillis();
        long average = conversation.averageResponseMicros();
        return new DayTotals(
                1,
                conversation.messages,
                conversation.visitorMessages,
                counted(duration),
                duration,
                counted(conversation.firstResponseMillis),
                conversation.firstResponseMillis,
                counted(average),
                average,
                counted(conversation.firstReactionMillis),
                conversation.firstReactionMillis);
    }

    private DayTotals plus(DayTotals other, int sign) {
        return new DayTotals(
                conversations + sign * other.conversations,
                messages + sign * other.messages,
                visitorMessages + sign * other.visitorMessages,
                chatDurations + sign * other.chatDurations,
                chatDurationMillis + sign * other.chatDurationMillis,
                firstResponses + sign * other.firstResponses,
                firstResponseMillis + sign * other.firstResponseMillis,
                averageResponses + sign * other.averageResponses,
                averageResponseMicros + sign * other.averageResponseMicros,
                firstReactions + sign * other.firstReactions,
                firstReactionMillis + sign * other.firstReactionMillis);
    }

    private static long counted(long figure) {
        return figure == 0 ? 0 : 1;
    }
}
