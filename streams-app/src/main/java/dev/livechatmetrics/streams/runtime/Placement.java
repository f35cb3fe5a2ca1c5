package dev.livechatmetrics.streams.runtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who has which partition, as known at one moment.
 *
 * @param self this instance
 * @param actives by partition, the instance whose task is at work on it
 * @param standbys by partition, those that keep a copy
 */
public record Placement(Endpoint self, Map<Integer, Endpoint> actives, Map<Integer, List<Endpoint>> standbys) {
    public Placement {
        actives = Map.copyOf(actives);
        standbys = Map.copyOf(standbys);
    }

    /** Null where nobody is known to have it. */
    public Endpoint active(int partition) {
        return actives.get(partition);
    }

    public List<Endpoint> standbys(int partition) {
        return standbys.getOrDefault(partition, List.of());
    }

    /** Every other instance that has anything. */
    public Set<Endpoint> others() {
        Set<Endpoint> others = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        others.addAll(actives.values());
        standbys.values().forEach(others::addAll);
        others.remove(self);
        return others;
    }
}
