package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.ReportingCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** The points that are asked for: stretches of time, each of which begins where the one before it ends. */
public sealed interface Points {
    /** The first instants of the points in milliseconds, and the end of the last. */
    long[] instants();

    /** The same with its boundaries named, so that whoever is asked need not have the same rules. */
    Points resolved();

    /**
     * The local days from start to end, both included, or, where they are the same day, its hours. A skipped date has an
     * empty stretch among days and none alone.
     *
     * @param zone null where it is one that this instance does not know, and the boundaries say all
     * @param boundaries as {@link #instants}, by the rules of whoever asks; null where they are this instance's own
     */
    record Dates(ZoneId zone, LocalDate start, LocalDate end, List<Long> boundaries) implements Points {
        public Dates {
            if (start.isAfter(end)) {
                throw new IllegalArgumentException("start " + start + " is after end " + end);
            }
            if (boundaries == null ? zone == null : boundaries.isEmpty()) {
                throw new IllegalArgumentException("nothing says when its days begin");
            }
            boundaries = boundaries == null ? null : List.copyOf(boundaries);
        }

        /** Whether the points are the hours of one day. */
        public boolean hours() {
            return start.equals(end);
        }

        @Override
        public Dates resolved() {
            return boundaries != null
                    ? this
                    : new Dates(
                            zone, start, end, Arrays.stream(instants()).boxed().toList());
        }

        @Override
        public long[] instants() {
            if (boundaries != null) {
                return unboxed(boundaries);
            }
            ReportingCalendar calendar = new ReportingCalendar(zone);
            return hours() ? calendar.hourBoundaries(firstDay()) : calendar.dayBoundaries(firstDay(), lastDay());
        }

        int firstDay() {
            return Math.toIntExact(start.toEpochDay());
        }

        int lastDay() {
            return Math.toIntExact(end.toEpochDay());
        }
    }

    /** Any stretches. */
    record Stretches(List<Long> boundaries) implements Points {
        public Stretches {
            boundaries = List.copyOf(boundaries);
            if (boundaries.isEmpty()) {
                throw new IllegalArgumentException("no boundary says when they begin");
            }
            for (int i = 1; i < boundaries.size(); i++) {
                if (boundaries.get(i) < boundaries.get(i - 1)) {
                    throw new IllegalArgumentException("boundary " + i + " is before the one before it");
                }
            }
        }

        @Override
        public Stretches resolved() {
            return this;
        }

        @Override
        public long[] instants() {
            return unboxed(boundaries);
        }
    }

    private static long[] unboxed(List<Long> boundaries) {
        return boundaries.stream().mapToLong(Long::longValue).toArray();
    }
}
