package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.process.FileTree;
import dev.livechatmetrics.benchmarks.process.JvmSettings;
import dev.livechatmetrics.benchmarks.query.Caller;
import dev.livechatmetrics.testkit.SharedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all nodes' JVMs are told, which share the cores of one machine: to compile little, and to map the classes that
 * each of them loads. A node that is started again is back sooner, and takes less from the others meanwhile.
 */
final class NodeClasses {
    private static final String COMPILE_LITTLE = "-XX:TieredStopAtLevel=1";
    private static final int TRAINING_MEGABYTES = 384;
    private static final Duration TRAINING = Duration.ofMinutes(2);

    private final SharedClasses classes;

    private NodeClasses(SharedClasses classes) {
        this.classes = classes;
    }

    /** {@code folder}: where the archive is kept for later runs. */
    static NodeClasses in(Path folder) throws IOException, InterruptedException {
        return new NodeClasses(SharedClasses.of(
                folder.resolve("classes"),
                System.getProperty("java.class.path"),
                classes -> train(classes, folder.resolve("training"))));
    }

    JvmSettings withHeap(int megabytes) {
        return settings(classes, megabytes);
    }

    private static JvmSettings settings(SharedClasses classes, int megabytes) {
        List<String> flags = new ArrayList<>(classes.flags());
        flags.add(COMPILE_LITTLE);
        return new JvmSettings(megabytes, classes.classPath(), flags);
    }

    /** One that has a broker within loads a broker's classes and an instance's. */
    private static void train(SharedClasses classes, Path folder) throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.find(2);
        int port = ports.get(0);
        Path users = Caller.writeUsers(folder);
        Map<String, String> environment = Map.of(
                "DATA_DIR", folder.resolve("data").toString(),
                "AUTH_USERS_FILE", users.toString(),
                "HTTP_PORT", Integer.toString(port),
                "BROKER_PORT", "0");
        try (InstanceNode node = new InstanceNode(
                "training",
                port,
                PeerProxy.start(ports.get(1), port),
                null,
                settings(classes, TRAINING_MEGABYTES),
                folder,
                environment)) {
            node.start();
            try {
                Patience.await("an instance that is ready", TRAINING, node::notReady, () -> "");
                // It writes the archive at its end.
                int unused = node.jvm().stop();
            } catch (ChaosException slow) {
                System.err.println("Nodes start without an archive of classes: " + slow.getMessage());
            } finally {
                Ending.kill(List.of(node.jvm()));
            }
        } finally {
            FileTree.delete(folder);
        }
    }
}
