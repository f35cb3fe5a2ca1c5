package dev.livechatmetrics.cli.letters;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many letters there are of each reason and topic, and when the first and the last of them came. */
final class LetterTable {
    private static final List<String> HEADINGS = List.of("reason", "origin topic", "letters", "first", "last");
    private static final String NOT_SAID = "(not said)";

    private final SortedMap<Kind, Span> spans = new TreeMap<>();

    private record Kind(String reason, String topic) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int byReason = reason.compareTo(other.reason);
            return byReason != 0 ? byReason : topic.compareTo(other.topic);
        }
    }

    private record Span(long letters, Instant first, Instant last) {
        Span plus(Span other) {
            return new Span(
                    letters + other.letters,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    void add(Letter letter) {
        Instant second = letter.time().truncatedTo(ChronoUnit.SECONDS);
        spans.merge(
                new Kind(printable(letter.reason()), printable(letter.topic())),
                new Span(1, second, second),
                Span::plus);
    }

    long total() {
        return spans.values().stream().mapToLong(Span::letters).sum();
    }

    /** Without headings where there is no letter. */
    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        spans.forEach((kind, span) -> rows.add(List.of(
                kind.reason(),
                kind.topic(),
                Long.toString(span.letters()),
                span.first().toString(),
                span.last().toString())));
        if (!rows.isEmpty()) {
            rows.add(0, HEADINGS);
        }
        int[] widths = new int[HEADINGS.size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            boolean isNumber = column == HEADINGS.indexOf("letters");
            line.append(isNumber ? padding + row.get(column) : row.get(column) + padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    /** Headers are anybody's who may write to the topic: what would move a terminal's cursor is no part of a name. */
    private static String printable(String text) {
        return text == null ? NOT_SAID : text.replaceAll("\\p{Cntrl}", "?");
    }
}
