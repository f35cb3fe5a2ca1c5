package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.schemas.chart.ChartName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One question to the API. {@code department} null asks for all; {@code start} = {@code end} asks for hours. */
record Question(ChartName chart, String department, LocalDate start, LocalDate end) {

    /** Every chart of all departments and of each, over the range; with {@code hours}, each of its days by hours, too. */
    static List<Question> all(Collection<String> departments, LocalDate from, LocalDate to, boolean hours) {
        List<String> asked = new ArrayList<>();
        asked.add(null);
        asked.addAll(departments);
        List<Question> questions = new ArrayList<>();
        for (String department : asked) {
            for (ChartName chart : ChartName.values()) {
                questions.add(new Question(chart, department, from, to));
                for (LocalDate day = from; hours && !from.equals(to) && !day.isAfter(to); day = day.plusDays(1)) {
                    questions.add(new Question(chart, department, day, day));
                }
            }
        }
        return questions;
    }
}
