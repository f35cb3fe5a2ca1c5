package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.query.Caller;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The instances of one application, each with data of its own; the last one's lie on a small disk where asked for. */
final class Instances implements AutoCloseable {
    static final int PARTITIONS = 12;

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration SCRAPE = Duration.ofSeconds(5);

    private final List<InstanceNode> nodes = new ArrayList<>();
    private final int standbys;
    private final HealthChecks health = new HealthChecks(nodes);

    private Instances(int standbys) {
        this.standbys = standbys;
    }

    /** Returns when all are ready. */
    static Instances start(
            String bootstrapServers, int size, int standbys, boolean smallDisk, JvmSettings settings, Path folder)
            throws IOException, ChaosException, InterruptedException {
        Instances instances = new Instances(standbys);
        try {
            Path users = Caller.writeUsers(folder);
            List<Integer> ports = FreePorts.find(2 * size);
            for (int index = 0; index < size; index++) {
                String name = "instance-" + (index + 1);
                Path data = folder.resolve(name);
                int port = ports.get(index);
                int peerPort = ports.get(size + index);
                Map<String, String> environment = new HashMap<>();
                environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
                environment.put("DATA_DIR", data.toString());
                environment.put("AUTH_USERS_FILE", users.toString());
                environment.put("HTTP_PORT", Integer.toString(port));
                environment.put("APPLICATION_SERVER", "127.0.0.1:" + peerPort);
                environment.put("PEER_SECRET", "a secret that three instances share");
                environment.put("TOPIC_PARTITIONS", Integer.toString(PARTITIONS));
                environment.put("TOPIC_REPLICATION_FACTOR", Integer.toString(BrokerCluster.SIZE));
                environment.put("STREAMS_NUM_STANDBY_REPLICAS", Integer.toString(standbys));
                InstanceNode node = new InstanceNode(
                        name,
                        port,
                        PeerProxy.start(peerPort, port),
                        smallDisk && index == size - 1 ? SmallDisk.under(data) : null,
                        settings,
                        folder,
                        environment);
                instances.nodes.add(node);
                node.start();
            }
            Patience.await("ready instances", READY, instances::notReady, instances::lastWords);
            instances.health.start();
            return instances;
        } catch (IOException | ChaosException | InterruptedException | RuntimeException failed) {
            instances.close();
            throw failed;
        }
    }

    List<InstanceNode> nodes() {
        return nodes;
    }

    InstanceNode node(int index) {
        return nodes.get(index);
    }

    /** Those that a balancer would send questions to now. */
    List<InstanceNode> healthy() {
        return health.healthy();
    }

    /** Returns when all are ready, every partition has been read somewhat, and its standbys run: what was missing last. */
    String awaitWhole() throws ChaosException, InterruptedException {
        return Patience.await(
                "ready instances with all partitions and standbys", READY, this::missing, this::lastWords);
    }

    private String notReady() throws InterruptedException {
        for (InstanceNode node : nodes) {
            String reason = node.jvm().isAlive() ? node.notReady() : "it has ended";
            if (reason != null) {
                return node.name() + ": " + reason;
            }
        }
        return null;
    }

    private String missing() throws InterruptedException {
        String notReady = notReady();
        if (notReady != null) {
            return notReady;
        }
        Ledger ledger = new Ledger();
        int standbyTasks = 0;
        for (InstanceNode node : nodes) {
            try {
                String metrics = metrics(node);
                ledger.add(metrics);
                standbyTasks += Ledger.standbyTasks(metrics);
            } catch (IOException failed) {
                return node.name() + ": " + failed;
            }
        }
        if (ledger.partitions().size() < PARTITIONS) {
            return "active tasks are those of " + ledger.partitions();
        }
        return standbyTasks < standbys * PARTITIONS ? standbyTasks + " standby tasks run" : null;
    }

    /** What all instances together have counted. */
    Ledger ledger() throws IOException, InterruptedException {
        Ledger ledger = new Ledger();
        for (InstanceNode node : nodes) {
            ledger.add(metrics(node));
        }
        return ledger;
    }

    private static String metrics(InstanceNode node) throws IOException, InterruptedException {
        HttpResponse<String> response = node.get("/metrics", SCRAPE);
        if (response.statusCode() != 200) {
            throw new IOException("/metrics answered " + response.statusCode());
        }
        return response.body();
    }

    String lastWords() {
        return nodes.stream()
                .map(node -> node.name() + ":\n" + String.join("\n", node.jvm().lastWords()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        health.close();
        Ending.kill(
                nodes.stream().map(InstanceNode::jvm).filter(jvm -> jvm != null).toList());
        for (InstanceNode node : nodes) {
            try {
                node.close();
                if (node.disk() != null) {
                    node.disk().close();
                }
            } catch (IOException failed) {
                System.err.println(failed.getMessage());
            }
        }
    }
}
