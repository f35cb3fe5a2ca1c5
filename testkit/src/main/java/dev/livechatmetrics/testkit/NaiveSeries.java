package dev.livechatmetrics.testkit;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Series from the same slow and obvious figures as {@link NaiveCharts}. */
public final class NaiveSeries {
    private static final double ONE_PERCENT = 0.010_000_001;
    private static final double HALF_A_HUNDREDTH = 0.005_000_001;

    private final Collection<NaiveConversation> counted;

    NaiveSeries(Collection<NaiveConversation> counted) {
        this.counted = counted;
    }

    /** The names of the times that have means, percentiles and shares. */
    public static final List<String> TIMES =
            List.of("chat_duration", "first_response_time", "response_time", "reaction_time");

    /**
     * What one point must be.
     *
     * @param least the smallest value that is right, and {@code most} the largest; both null where there is none
     */
    public record Point(String departmentId, String start, String end, Double least, Double most, long conversations) {}

    private record Stretch(Instant from, Instant to) {
        boolean holds(NaiveConversation conversation) {
            return conversation.openedMillis() >= from.toEpochMilli()
                    && conversation.openedMillis() < to.toEpochMilli();
        }
    }

    /** {@code departments}: null for all. */
    public List<Point> points(
            String metric,
            LocalDate from,
            LocalDate to,
            String granularity,
            ZoneId zone,
            List<String> departments,
            boolean grouped,
            long target) {
        List<Point> points = new ArrayList<>();
        List<String> all = counted.stream()
                .map(NaiveConversation::department)
                .distinct()
                .sorted()
                .toList();
        List<String> named = departments == null ? all : departments;
        List<List<String>> series = grouped ? named.stream().map(List::of).toList() : List.of(named);
        for (List<String> of : series) {
            boolean single = departments != null && departments.size() == 1;
            String id = grouped || single ? of.get(0) : null;
            for (Stretch stretch : stretches(from, to, granularity, zone)) {
                List<NaiveConversation> held = counted.stream()
                        .filter(each -> of.contains(each.department()) && stretch.holds(each))
                        .toList();
                points.add(point(id, text(stretch.from, zone), text(stretch.to, zone), metric, held, target));
            }
        }
        return points;
    }

    private static String text(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }

    private static List<Stretch> stretches(LocalDate from, LocalDate to, String granularity, ZoneId zone) {
        Map<Object, Stretch> stretches = new LinkedHashMap<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Instant start = day.atStartOfDay(zone).toInstant();
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
            if (granularity.equals("hour")) {
                for (Instant hour = start; hour.isBefore(end); hour = hour.plusSeconds(3_600)) {
                    Instant next = hour.plusSeconds(3_600);
                    stretches.put(hour, new Stretch(hour, next.isBefore(end) ? next : end));
                }
                continue;
            }
            Object key = switch (granularity) {
                case "day" -> day;
                case "week" -> day.minusDays((day.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue()));
                case "month" -> YearMonth.from(day);
                default -> throw new IllegalArgumentException("nothing is called " + granularity);
            };
            Stretch begun = stretches.get(key);
            stretches.put(key, new Stretch(begun == null ? start : begun.from, end));
        }
        return stretches.values().stream()
                .filter(stretch -> stretch.from.isBefore(stretch.to))
                .toList();
    }

    private static Point point(
            String id, String start, String end, String metric, List<NaiveConversation> held, long target) {
        long unanswered = held.stream()
                .filter(each -> time(each, "first_response_time").isEmpty())
                .count();
        return switch (metric) {
            case "conversations" -> exactly(id, start, end, held.size(), held.size());
            case "messages" ->
                exactly(
                        id,
                        start,
                        end,
                        (double) held.stream()
                                .mapToLong(NaiveConversation::messages)
                                .sum(),
                        held.size());
            case "visitor_messages" ->
                exactly(
                        id,
                        start,
                        end,
                        (double) held.stream()
                                .mapToLong(NaiveConversation::visitorMessages)
                                .sum(),
                        held.size());
            case "unanswered_conversations" -> exactly(id, start, end, (double) unanswered, unanswered);
            default -> ofTimes(id, start, end, metric, held, target);
        };
    }

    private static Point ofTimes(
            String id, String start, String end, String metric, List<NaiveConversation> held, long target) {
        String time = metric.substring(0, metric.lastIndexOf('_'));
        String what = metric.substring(metric.lastIndexOf('_') + 1);
        double unit = time.equals("response_time") ? 1_000_000 : 1_000;
        List<BigInteger> times = held.stream()
                .map(each -> time(each, time))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        if (times.isEmpty()) {
            return new Point(id, start, end, null, null, 0);
        }
        if (what.equals("avg")) {
            BigInteger sum = times.stream().reduce(BigInteger.ZERO, BigInteger::add);
            double mean = Math.round(sum.doubleValue() / (times.size() * unit) * 100) / 100.0;
            return exactly(id, start, end, mean, times.size());
        }
        if (what.equals("best")) {
            double best = Math.round(times.get(0).doubleValue() / unit * 100) / 100.0;
            return exactly(id, start, end, best, times.size());
        }
        double[] seconds =
                times.stream().mapToDouble(each -> each.doubleValue() / unit).toArray();
        if (what.equals("within")) {
            long least = Arrays.stream(seconds)
                    .filter(each -> each <= target - ONE_PERCENT * Math.max(Math.abs(each), (double) target))
                    .count();
            long most = Arrays.stream(seconds)
                    .filter(each -> each <= target + ONE_PERCENT * Math.max(Math.abs(each), (double) target))
                    .count();
            return new Point(id, start, end, share(least, times), share(most, times), times.size());
        }
        int percent = Integer.parseInt(what.substring(1));
        double exact = seconds[(int) Math.ceil(seconds.length * percent / 100.0) - 1];
        double near = Math.abs(exact) * ONE_PERCENT + HALF_A_HUNDREDTH;
        return new Point(id, start, end, exact - near, exact + near, times.size());
    }

    private static double share(long some, List<BigInteger> all) {
        return Math.round(10_000.0 * some / all.size()) / 10_000.0;
    }

    private static Point exactly(String id, String start, String end, double value, long conversations) {
        return new Point(id, start, end, value, value, conversations);
    }

    /** Empty where it is missing or 0. */
    private static Optional<BigInteger> time(NaiveConversation conversation, String time) {
        Optional<BigInteger> figure = switch (time) {
            case "chat_duration" -> conversation.chatDuration();
            case "first_response_time" -> conversation.responses().firstResponse();
            case "response_time" -> conversation.responses().averageResponseMicros();
            case "reaction_time" -> conversation.responses().firstReaction();
            default -> throw new IllegalArgumentException("no time is called " + time);
        };
        return figure.filter(number -> number.signum() != 0);
    }

    /** Every metric that can be asked for, with one percentile and a share for each time. */
    public static List<String> metrics(int percent) {
        List<String> metrics =
                new ArrayList<>(List.of("conversations", "messages", "visitor_messages", "unanswered_conversations"));
        for (String time : TIMES) {
            Collections.addAll(metrics, time + "_avg", time + "_p" + percent, time + "_within");
        }
        metrics.add("first_response_time_best");
        return metrics;
    }
}
