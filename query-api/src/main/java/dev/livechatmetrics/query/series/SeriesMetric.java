package dev.livechatmetrics.query.series;

import dev.livechatmetrics.streams.aggregate.TimeFigure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a series shows, by the name under which it is asked for. */
public sealed interface SeriesMetric {
    String name();

    /** {@code count}, {@code s} or {@code ratio}. */
    String unit();

    /** Names as a mistaken question is told them. */
    static List<String> names() {
        return Stream.concat(
                        Stream.of(BucketMetric.values()).map(BucketMetric::text),
                        Times.NAMES.stream().flatMap(time -> Stream.of(time + "_p1 to _p99", time + "_within")))
                .toList();
    }

    /** {@code targetSeconds}: of a share within, where the question has one. */
    static Optional<SeriesMetric> of(String name, Optional<Long> targetSeconds) {
        Optional<BucketMetric> ofBuckets = BucketMetric.of(name);
        if (ofBuckets.isPresent()) {
            return Optional.of(new OfBuckets(ofBuckets.get()));
        }
        Matcher percentile = Times.PERCENTILE.matcher(name);
        if (percentile.matches()) {
            return Optional.of(
                    new Percentile(Times.figure(percentile.group(1)), Integer.parseInt(percentile.group(2))));
        }
        Matcher within = Times.WITHIN.matcher(name);
        return within.matches() && targetSeconds.isPresent()
                ? Optional.of(new Within(Times.figure(within.group(1)), targetSeconds.get()))
                : Optional.empty();
    }

    /** Whether a question for it must say a target. */
    static boolean needsTarget(String name) {
        return Times.WITHIN.matcher(name).matches();
    }

    /** A count, a mean or a minimum. */
    record OfBuckets(BucketMetric metric) implements SeriesMetric {
        @Override
        public String name() {
            return metric.text();
        }

        @Override
        public String unit() {
            return metric.isCount() ? "count" : "s";
        }
    }

    /** By nearest rank. */
    record Percentile(TimeFigure figure, int percent) implements SeriesMetric {
        @Override
        public String name() {
            return Times.name(figure) + "_p" + percent;
        }

        @Override
        public String unit() {
            return "s";
        }
    }

    /** Which part of those that have the time have one not above a target. */
    record Within(TimeFigure figure, long targetSeconds) implements SeriesMetric {
        @Override
        public String name() {
            return Times.name(figure) + "_within";
        }

        @Override
        public String unit() {
            return "ratio";
        }
    }

    /** The names of times. */
    final class Times {
        private static final List<String> NAMES =
                Stream.of(TimeFigure.values()).map(Times::name).toList();
        private static final String ANY = "(" + String.join("|", NAMES) + ")";
        private static final Pattern PERCENTILE = Pattern.compile(ANY + "_p([1-9][0-9]?)");
        private static final Pattern WITHIN = Pattern.compile(ANY + "_within");

        private Times() {}

        static String name(TimeFigure figure) {
            String name = figure.name().toLowerCase(Locale.ROOT);
            return figure == TimeFigure.CHAT_DURATION ? name : name + "_time";
        }

        private static TimeFigure figure(String name) {
            return List.of(TimeFigure.values()).get(NAMES.indexOf(name));
        }
    }
}
