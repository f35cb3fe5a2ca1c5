package dev.livechatmetrics.streams.topology;

import org.apache.kafka.streams.query.Query;

/** Asks a partition's ledger what has become of its conversations in time. */
public record LifecycleQuery() implements Query<LifecycleCounts> {}
