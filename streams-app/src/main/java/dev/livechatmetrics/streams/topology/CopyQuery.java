package dev.livechatmetrics.streams.topology;

import org.apache.kafka.streams.query.Query;

/**
 * Asks a store that is not its task's own, a standby's or one that is still being restored, for what it had at a commit.
 */
public record CopyQuery<T>(PartitionQuery<T> query) implements Query<CopyAnswer<T>> {}
