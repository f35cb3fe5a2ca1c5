package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Placement;

/** Says who has which partition. */
public interface Locator {
    /** Cheap, and a little old perhaps. */
    Placement placement();

    /** As far as it can be known now: for when what was known has led nowhere. */
    Placement renewed();
}
