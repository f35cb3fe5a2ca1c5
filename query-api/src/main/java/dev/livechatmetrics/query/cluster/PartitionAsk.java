package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.topology.InputPosition;

/**
 * What one instance is asked about one partition.
 *
 * @param copyToo whether a copy that may be a little old will do, or only a running task's own
 * @param atLeast how far it must have been read
 */
public record PartitionAsk(boolean copyToo, InputPosition atLeast) {}
