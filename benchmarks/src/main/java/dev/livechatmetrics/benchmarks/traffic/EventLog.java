package dev.livechatmetrics.benchmarks.traffic;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Two topics of events, made and filled as the contract has them.
 *
 * @param name what the topics' names begin with
 */
public record EventLog(String name, LogTotals totals) {
    public static final int PARTITIONS = 4;

    private static final int ATTEMPTS = 50;
    private static final int PAUSE_MILLIS = 100;

    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    /** Writes the events and returns when all of them are acknowledged. */
    public static EventLog write(String bootstrapServers, String name, Iterator<TrafficEvent> events)
            throws ExecutionException, InterruptedException {
        return write(bootstrapServers, name, events, new LogTotals.Counter());
    }

    /** The same, counting on. */
    public static EventLog write(
            String bootstrapServers, String name, Iterator<TrafficEvent> events, LogTotals.Counter counter)
            throws ExecutionException, InterruptedException {
        EventLog topics = new EventLog(name, null);
        create(bootstrapServers, topics.topics());
        try (EventWriter writer = new EventWriter(bootstrapServers, topics)) {
            while (events.hasNext()) {
                TrafficEvent event = events.next();
                counter.count(event);
                writer.send(event);
            }
            writer.flush();
        }
        return new EventLog(name, counter.totals());
    }

    /** Creates topics as the contract has them, and returns when they can be written to. */
    public static void create(String bootstrapServers, List<String> names)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(names.stream()
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1).configs(SETTINGS))
                            .toList())
                    .all()
                    .get();
            // Answered when all partitions have their leaders. A producer that comes earlier may have its second batch
            // taken and its first one refused, again and again, as out of order (Kafka 4.3.1).
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (String topic : names) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                }
            }
            awaitLeaders(admin, partitions);
        }
    }

    /** A broker may answer for a while after a topic's creation that it does not know it. */
    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException failure) {
                if (attempt == ATTEMPTS || !(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    public String conversations() {
        return name + ".conversations";
    }

    public String messages() {
        return name + ".messages";
    }

    public List<String> topics() {
        return List.of(conversations(), messages());
    }
}
