package dev.livechatmetrics.benchmarks.textbook;

/** Whose totals and of which day: {@code day} counts the days of UTC since the epoch. */
public record DepartmentDay(String department, long day) {
    private static final long DAY_MILLIS = 86_400_000;

    static DepartmentDay of(ChatState conversation) {
        return new DepartmentDay(conversation.department, Math.floorDiv(conversation.openedAt, DAY_MILLIS));
    }
}
