package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.aggregate.TimeFigure;
import java.util.Collection;
import java.util.List;

/** Asks a partition how a time is distributed: a sketch for every point, of each department where that is asked for. */
public record SketchesQuery(Scope scope, Points points, TimeFigure figure) implements PartitionQuery<SketchSums> {
    private static final List<String> STORES = List.of(Names.SKETCHES);

    @Override
    public List<String> stores() {
        return STORES;
    }

    @Override
    public SketchSums merged(Collection<SketchSums> parts) {
        SketchSums merged = null;
        for (SketchSums part : parts) {
            if (merged == null) {
                merged = new SketchSums(figure, part.size());
            }
            merged.add(part);
        }
        return merged;
    }
}
