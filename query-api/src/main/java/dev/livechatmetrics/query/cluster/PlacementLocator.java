package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.MetadataPlacements;
import dev.livechatmetrics.streams.runtime.Placement;

/** Says who has which partition by Kafka Streams' own metadata. */
public final class PlacementLocator implements Locator {
    private final MetadataPlacements placements;

    public PlacementLocator(MetadataPlacements placements) {
        this.placements = placements;
    }

    @Override
    public Placement placement() {
        return placements.placement();
    }

    @Override
    public Placement renewed() {
        return placements.renewed();
    }
}
