package dev.livechatmetrics.streams.topology;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks how many conversations each department has that are shown; {@code ""} is none. Departments that have none are left out. */
public record DepartmentsQuery() implements PartitionQuery<SortedMap<String, Long>> {
    private static final List<String> STORES = List.of(Names.OPENINGS);

    @Override
    public List<String> stores() {
        return STORES;
    }

    @Override
    public SortedMap<String, Long> merged(Collection<SortedMap<String, Long>> parts) {
        SortedMap<String, Long> merged = new TreeMap<>();
        parts.forEach(part -> part.forEach((department, count) -> merged.merge(department, count, Long::sum)));
        return merged;
    }
}
