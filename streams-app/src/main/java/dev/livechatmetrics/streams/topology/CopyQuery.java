package dev.livechatmetrics.streams.topology;

import org.apache.kafka.streams.query.Query;

/**
 * Asks a store that is not its task's own, a standby's or one that is still being restored, for the buckets of a chart as
 * they were at a commit.
 */
public record CopyQuery(BucketsQuery buckets) implements Query<CopyAnswer> {}
