package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.textbook.ChatEvent;
import dev.livechatmetrics.benchmarks.textbook.DayTotals;
import dev.livechatmetrics.benchmarks.textbook.DepartmentDay;
import dev.livechatmetrics.benchmarks.textbook.JsonSerde;
import dev.livechatmetrics.benchmarks.textbook.TextbookTopology;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * The textbook's topology, exactly once and with two threads, all else as Kafka Streams has it by default. Its results
 * are complete once all events are committed and its totals add up to the log's.
 */
public final class TextbookPipeline implements Contender {
    private static final int PAUSE_MILLIS = 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public Pass run(Task task) throws Exception {
        try (ApplicationTraces traces = new ApplicationTraces(task)) {
            Stopwatch stopwatch = new Stopwatch();
            Stopwatch.Time time;
            KafkaStreams streams =
                    new KafkaStreams(TextbookTopology.build(task.log(), noticingTheFirst(stopwatch)), properties(task));
            try {
                streams.start();
                traces.awaitCommitted(task.log().totals().events());
                awaitTotals(task, streams);
                time = stopwatch.elapsed();
            } finally {
                streams.close(CLOSE_TIMEOUT);
            }
            Map<String, Long> topicBytes = traces.topicBytes();
            traces.deleteTopics();
            LogTotals log = task.log().totals();
            return Pass.of(log.events(), time, time.nanos(), log.bytes()).withTopicBytes(topicBytes);
        }
    }

    private static Properties properties(Task task) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, task.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, task.stateDir().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        return properties;
    }

    private static Serde<ChatEvent> noticingTheFirst(Stopwatch stopwatch) {
        Serde<ChatEvent> json = new JsonSerde<>(ChatEvent.class);
        Deserializer<ChatEvent> deserializer = json.deserializer();
        return Serdes.serdeFrom(json.serializer(), (topic, bytes) -> {
            stopwatch.start();
            return deserializer.deserialize(topic, bytes);
        });
    }

    private static void awaitTotals(Task task, KafkaStreams streams) throws InterruptedException, WrongResultException {
        DayTotals totals = totals(streams);
        while (!agree(totals, task.log().totals())) {
            task.deadline().pause(PAUSE_MILLIS, "totals of " + task.log().totals() + "; there are " + totals);
            totals = totals(streams);
        }
    }

    private static boolean agree(DayTotals totals, LogTotals log) {
        return totals.conversations() == log.conversations()
                && totals.chatDurations() == log.closedConversations()
                && totals.messages() == log.messages()
                && totals.visitorMessages() == log.visitorMessages();
    }

    private static DayTotals totals(KafkaStreams streams) {
        DayTotals totals = DayTotals.NONE;
        try (KeyValueIterator<DepartmentDay, DayTotals> rows = streams.store(StoreQueryParameters.fromNameAndType(
                        TextbookTopology.DEPARTMENT_DAYS,
                        QueryableStoreTypes.<DepartmentDay, DayTotals>keyValueStore()))
                .all()) {
            while (rows.hasNext()) {
                KeyValue<DepartmentDay, DayTotals> row = rows.next();
                totals = totals.plus(row.value);
            }
        } catch (InvalidStateStoreException notNow) {
            return DayTotals.NONE; // between two assignments
        }
        return totals;
    }
}
