package dev.livechatmetrics.streams.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of conversations in the order of their openings.
 *
 * @param found in their order
 * @param end up to which all were looked at, this one included; null where that is to the end of what was asked for
 */
public record Openings(List<Opening> found, OpeningKey end) {
    public Openings {
        found = List.copyOf(found);
    }

    /** As far as all parts go, and so many at most. */
    static Openings merged(Collection<Openings> parts, int most) {
        OpeningKey end = parts.stream()
                .map(Openings::end)
                .filter(each -> each != null)
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<Opening> found = new ArrayList<>();
        for (Openings part : parts) {
            for (Opening opening : part.found) {
                if (end == null || opening.key().compareTo(end) <= 0) {
                    found.add(opening);
                }
            }
        }
        found.sort(Comparator.comparing(Opening::key));
        return found.size() <= most
                ? new Openings(found, end)
                : new Openings(found.subList(0, most), found.get(most - 1).key());
    }
}
