package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.topology.BucketsQuery;

/** What is asked of all partitions: which buckets, and how far each partition must have been read for its answer to count. */
public record Question(BucketsQuery query, InputPositions atLeast) {}
