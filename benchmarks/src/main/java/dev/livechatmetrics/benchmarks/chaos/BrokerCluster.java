package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.process.JvmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Three brokers with fixed addresses, so that one that comes back is found where it was. */
final class BrokerCluster implements AutoCloseable {
    static final int SIZE = 3;

    private static final Duration IN_SYNC = Duration.ofSeconds(90);
    private static final int ADMIN_SECONDS = 10;
    private static final int ALONE_SECONDS = 3;

    private final JvmSettings settings;
    private final Path folder;
    private final List<Integer> ports;
    private final List<Integer> controllerPorts;
    private final List<NodeJvm> nodes = new ArrayList<>();
    private final Admin admin;

    private BrokerCluster(JvmSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
        List<Integer> free = FreePorts.find(2 * SIZE);
        this.ports = free.subList(0, SIZE);
        this.controllerPorts = free.subList(SIZE, 2 * SIZE);
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "default.api.timeout.ms",
                ADMIN_SECONDS * 1_000,
                "request.timeout.ms",
                ADMIN_SECONDS * 500));
    }

    /** Returns when all three are there. */
    static BrokerCluster start(JvmSettings settings, Path folder)
            throws IOException, ChaosException, InterruptedException {
        BrokerCluster cluster = new BrokerCluster(settings, folder);
        try {
            for (int index = 0; index < SIZE; index++) {
                cluster.nodes.add(cluster.startNode(index));
            }
            cluster.awaitInSync();
            return cluster;
        } catch (IOException | ChaosException | InterruptedException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private NodeJvm startNode(int index) throws IOException {
        String voters = IntStream.range(0, SIZE)
                .mapToObj(each -> (each + 1) + "@127.0.0.1:" + controllerPorts.get(each))
                .collect(Collectors.joining(","));
        String name = name(index);
        return NodeJvm.start(
                name,
                BrokerNodeProcess.class,
                settings,
                folder,
                Map.of(),
                List.of(
                        Integer.toString(index + 1),
                        folder.resolve(name).toString(),
                        ports.get(index).toString(),
                        controllerPorts.get(index).toString(),
                        voters));
    }

    static String name(int index) {
        return "broker-" + (index + 1);
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    Admin admin() {
        return admin;
    }

    NodeJvm node(int index) {
        return nodes.get(index);
    }

    void restart(int index) throws IOException {
        nodes.set(index, startNode(index));
    }

    /** Returns when every partition of every topic has all its replicas. */
    void awaitInSync() throws ChaosException, InterruptedException {
        Patience.await(
                "all brokers and replicas",
                IN_SYNC,
                this::behind,
                () -> nodes.stream().flatMap(node -> node.lastWords().stream()).collect(Collectors.joining("\n")));
    }

    private String behind() throws InterruptedException {
        for (int index = 0; index < SIZE; index++) {
            if (!nodes.get(index).isAlive()) {
                return name(index) + " has ended";
            }
        }
        try {
            for (int port : ports) {
                askAlone(port);
            }
            int known = admin.describeCluster()
                    .nodes()
                    .get(ADMIN_SECONDS, TimeUnit.SECONDS)
                    .size();
            if (known < SIZE) {
                return known + " brokers are there";
            }
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(ADMIN_SECONDS, TimeUnit.SECONDS);
            var topics = admin.describeTopics(names).allTopicNames().get(ADMIN_SECONDS, TimeUnit.SECONDS);
            for (TopicDescription topic : topics.values()) {
                for (TopicPartitionInfo partition : topic.partitions()) {
                    if (partition.leader() == null
                            || partition.isr().size() < partition.replicas().size()) {
                        return topic.name() + "-" + partition.partition() + " lacks replicas";
                    }
                }
            }
            return null;
        } catch (ExecutionException | TimeoutException notYet) {
            return String.valueOf(notYet.getCause() == null ? notYet : notYet.getCause());
        }
    }

    /** One that was killed is held for alive for some seconds, and one that is starting takes no questions yet. */
    private static void askAlone(int port) throws InterruptedException, ExecutionException, TimeoutException {
        Admin alone = Admin.create(
                Map.of("bootstrap.servers", "127.0.0.1:" + port, "socket.connection.setup.timeout.ms", 1_000));
        try {
            alone.describeCluster().clusterId().get(ALONE_SECONDS, TimeUnit.SECONDS);
        } finally {
            alone.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        Ending.kill(nodes);
    }
}
