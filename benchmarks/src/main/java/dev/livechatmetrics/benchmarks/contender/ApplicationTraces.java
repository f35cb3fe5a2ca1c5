package dev.livechatmetrics.benchmarks.contender;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What an application of Kafka Streams leaves in Kafka: its committed offsets and the topics of its own. */
final class ApplicationTraces implements AutoCloseable {
    private static final int PAUSE_MILLIS = 5;

    private final Admin admin;
    private final Task task;
    private final String prefix;

    ApplicationTraces(Task task) {
        this.admin = Admin.create(Map.of("bootstrap.servers", task.bootstrapServers()));
        this.task = task;
        this.prefix = task.applicationId() + "-";
    }

    /** Returns as soon as the offsets of so many events are committed; the log has no other records. */
    void awaitCommitted(long events) throws ExecutionException, InterruptedException, WrongResultException {
        while (committed() < events) {
            task.deadline().pause(PAUSE_MILLIS, "the offsets to be committed");
        }
    }

    private long committed() throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(task.applicationId())
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() != null
                        && task.log().topics().contains(entry.getKey().topic()))
                .map(Map.Entry::getValue)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** The size of the application's topics by name, without its id. */
    Map<String, Long> topicBytes() throws ExecutionException, InterruptedException {
        return TopicSizes.of(admin, name -> name.startsWith(prefix)).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    void deleteTopics() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
        admin.deleteTopics(topics).all().get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
