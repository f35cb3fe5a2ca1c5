package dev.livechatmetrics.benchmarks.chaos;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One broker of a cluster, which is a controller, too: as the compose file of this repository sets up three of them. */
public final class BrokerNodeProcess {
    private static final String CLUSTER_ID = new Uuid(0x6c69766563686174L, 0x6368616f73L).toString();
    private static final String CONTROLLER = "CONTROLLER";

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("default.replication.factor", "3"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("auto.create.topics.enable", "false"),
            // Fewer than the 50 of a cluster that is shared: three brokers have two cores here.
            Map.entry("offsets.topic.num.partitions", "6"),
            Map.entry("transaction.state.log.num.partitions", "6"),
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20)));

    private BrokerNodeProcess() {}

    /** {@code arguments}: node id, folder, port, controller's port, and the voters as Kafka writes them. */
    public static void main(String[] arguments) throws Exception {
        EndWithInput.watch();
        int nodeId = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Map<String, String> properties = new HashMap<>(FIXED);
        properties.put("node.id", arguments[0]);
        properties.put("log.dirs", folder.toString());
        properties.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + arguments[2] + ",CONTROLLER://127.0.0.1:" + arguments[3]);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + arguments[2]);
        properties.put("controller.quorum.voters", arguments[4]);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setNodeId(nodeId)
                    .setClusterId(CLUSTER_ID)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        server.awaitShutdown();
    }
}
