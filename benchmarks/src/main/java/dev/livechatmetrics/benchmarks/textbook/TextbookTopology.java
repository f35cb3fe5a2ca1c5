package dev.livechatmetrics.benchmarks.textbook;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Aggregator;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Both topics are aggregated by conversation; the table of conversations is grouped anew by department and day, which
 * goes through a topic of its own, and summed with an adder and a subtractor.
 *
 * <p>It does less than the product: no smallest first response (a subtractor cannot take one away), no hours, no row for
 * all departments, no answer to repeated or late events, no deletion, no dead letters, no ledger.
 */
public final class TextbookTopology {
    public static final String CONVERSATIONS = "conversations";
    public static final String DEPARTMENT_DAYS = "department-days";

    private TextbookTopology() {}

    /** {@code events}: how the values of both topics are read. */
    public static Topology build(EventLog log, Serde<ChatEvent> events) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<String, ChatEvent> conversationEvents = grouped(builder, log.conversations(), events);
        KGroupedStream<String, ChatEvent> messageEvents = grouped(builder, log.messages(), events);
        Aggregator<String, ChatEvent, ChatState> fold = (id, event, state) -> state.after(event);

        KTable<String, ChatState> conversations = conversationEvents
                .cogroup(fold)
                .cogroup(messageEvents, fold)
                .aggregate(
                        ChatState::new,
                        Materialized.<String, ChatState, KeyValueStore<Bytes, byte[]>>as(CONVERSATIONS)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(new JsonSerde<>(ChatState.class)));

        conversations
                .filter((id, state) -> state.isOpened())
                .groupBy(
                        (id, state) -> KeyValue.pair(DepartmentDay.of(state), DayTotals.of(state)),
                        Grouped.with(
                                "by-department-day",
                                new JsonSerde<>(DepartmentDay.class),
                                new JsonSerde<>(DayTotals.class)))
                .aggregate(
                        () -> DayTotals.NONE,
                        (key, added, totals) -> totals.plus(added),
                        (key, removed, totals) -> totals.minus(removed),
                        Materialized.<DepartmentDay, DayTotals, KeyValueStore<Bytes, byte[]>>as(DEPARTMENT_DAYS)
                                .withKeySerde(new JsonSerde<>(DepartmentDay.class))
                                .withValueSerde(new JsonSerde<>(DayTotals.class)));
        return builder.build();
    }

    private static KGroupedStream<String, ChatEvent> grouped(
            StreamsBuilder builder, String topic, Serde<ChatEvent> events) {
        return builder.stream(topic, Consumed.with(Serdes.String(), events))
                .groupByKey(Grouped.with(Serdes.String(), events));
    }
}
