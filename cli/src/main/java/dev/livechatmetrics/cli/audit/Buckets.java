package dev.livechatmetrics.cli.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The points of a question: its days, or the hours of its only day, each from its first instant to the next one's. */
final class Buckets {
    private static final long HOUR_MILLIS = 3_600_000;

    private final List<String> labels = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final TreeMap<Long, Integer> starts = new TreeMap<>();
    private final long endMillis;

    Buckets(LocalDate start, LocalDate end, ZoneId zone) {
        endMillis = firstMillis(end.plusDays(1), zone);
        if (start.equals(end)) {
            for (long hour = firstMillis(start, zone); hour < endMillis; hour += HOUR_MILLIS) {
                String label = clock(hour, zone) + "-" + clock(hour + HOUR_MILLIS, zone);
                add(label, start + " " + label, hour);
            }
        } else {
            for (LocalDate day = start; !day.isAfter(end); day = day.plusDays(1)) {
                // A day that the zone skipped begins with the next one, which takes its place.
                add(day.getMonthValue() + "/" + day.getDayOfMonth(), day.toString(), firstMillis(day, zone));
            }
        }
    }

    private void add(String label, String place, long startMillis) {
        starts.put(startMillis, labels.size());
        labels.add(label);
        places.add(place);
    }

    /** As the answer names them. */
    List<String> labels() {
        return labels;
    }

    /** The day, and where it is one, the hour, as an operator reads it. */
    String place(int point) {
        return point < places.size() ? places.get(point) : "point " + (point + 1);
    }

    /** Which point that time belongs to, or -1 where it is none's. */
    int of(long millis) {
        Map.Entry<Long, Integer> start = starts.floorEntry(millis);
        return start == null || millis >= endMillis ? -1 : start.getValue();
    }

    static long firstMillis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static String clock(long millis, ZoneId zone) {
        int hour = Instant.ofEpochMilli(millis).atZone(zone).getHour();
        return (hour % 12 == 0 ? 12 : hour % 12) + (hour < 12 ? "AM" : "PM");
    }
}
