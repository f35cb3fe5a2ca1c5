package dev.livechatmetrics.benchmarks.source;

import dev.livechatmetrics.benchmarks.contender.WrongResultException;
import dev.livechatmetrics.benchmarks.process.ChildException;
import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A command of the product as its users run it, in a process of its own and on topics that are empty. */
final class CommandPass {
    /** Little: a file of any length must do with it. */
    static final int HEAP_MEGABYTES = 96;

    private final Path folder;
    private final String bootstrapServers;
    private int passes;

    CommandPass(Path folder, String bootstrapServers) {
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /** How many seconds the process took, its start included, until Kafka had acknowledged so many events. */
    double seconds(long events, List<String> arguments)
            throws IOException, InterruptedException, ExecutionException, ChildException, WrongResultException {
        EventLog topics = new EventLog("pass-" + ++passes, null);
        EventLog.create(bootstrapServers, topics.topics());
        Path said = folder.resolve("said-" + passes + ".log");
        ProcessBuilder process = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                        "TOPIC_CONVERSATIONS", topics.conversations(),
                        "TOPIC_MESSAGES", topics.messages()));
        long start = System.nanoTime();
        int status = process.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new ChildException(arguments.get(0) + " ended with status " + status + "\n" + Files.readString(said));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            WrongResultException.check("Events of " + arguments.get(0), events, records(admin, topics));
            admin.deleteTopics(topics.topics()).all().get();
        }
        return seconds;
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.livechatmetrics.cli.LivechatMetrics"));
        command.addAll(arguments);
        return command;
    }

    private static long records(Admin admin, EventLog log) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = log.topics().stream()
                .flatMap(topic -> IntStream.range(0, EventLog.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
