package dev.livechatmetrics.streams.topology;

import java.util.Map;
import org.apache.kafka.streams.query.Query;

/** Asks a partition for its ledger: a row for each topic of which a record was read. */
public record LedgerQuery() implements Query<Map<String, LedgerRow>> {}
