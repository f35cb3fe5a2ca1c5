package dev.livechatmetrics.benchmarks.query;

import java.time.LocalDate;

/**
 * The chart of the first responses of some days.
 *
 * @param department null for all
 */
record Question(String department, LocalDate start, LocalDate end) {
    private static final LocalDate MONTH_START = LocalDate.of(2025, 10, 1);
    private static final LocalDate MONTH_END = LocalDate.of(2025, 10, 31);

    static Question month(String department) {
        return new Question(department, MONTH_START, MONTH_END);
    }

    static Question year() {
        return new Question(null, History.FIRST_DAY, History.FIRST_DAY.plusDays(History.DAYS - 1));
    }

    int days() {
        return Math.toIntExact(end.toEpochDay() - start.toEpochDay() + 1);
    }

    long startMillis() {
        return start.toEpochDay() * History.DAY_MILLIS;
    }

    long endMillis() {
        return (end.toEpochDay() + 1) * History.DAY_MILLIS;
    }

    String path(String route) {
        return route + "?chartName=Avg_first_response_time&start=" + start + "&end=" + end
                + (department == null ? "" : "&departmentId=" + department);
    }
}
