package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.topology.PartitionQuery;

/** What is asked of all partitions: what, and how far each partition must have been read for its answer to count. */
public record Question<T>(PartitionQuery<T> query, InputPositions atLeast) {}
