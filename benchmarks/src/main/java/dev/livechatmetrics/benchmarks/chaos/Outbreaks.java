package dev.livechatmetrics.benchmarks.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Does what a fault is, mends it, and returns when all is whole again. */
final class Outbreaks {
    private static final Duration STANDSTILL = Duration.ofSeconds(15);
    private static final Duration CUT = Duration.ofSeconds(6);
    private static final Duration ON_A_FULL_DISK = Duration.ofSeconds(30);
    /** How soon a supervisor starts again what was killed. */
    private static final int RESTART_MOST_MILLIS = 2_000;

    private static final int CLEAN = 0;

    private final BrokerCluster brokers;
    private final Instances instances;
    private final SplittableRandom random;
    private final List<String> findings = new ArrayList<>();

    Outbreaks(BrokerCluster brokers, Instances instances, SplittableRandom random) {
        this.brokers = brokers;
        this.instances = instances;
        this.random = random;
    }

    Outbreak cause(Fault fault) throws IOException, ChaosException, InterruptedException {
        long startNanos = System.nanoTime();
        String target = switch (fault) {
            case INSTANCE -> killInstance();
            case BROKER -> killBroker();
            case FREEZE -> freeze();
            case PEERS -> cutOff();
            case ROLLING -> restartOneByOne();
            case BROKERS -> killAllBrokers();
            case DISK -> fillDisk();
        };
        brokers.awaitInSync();
        String lastMissing = instances.awaitWhole();
        return new Outbreak(fault, target, startNanos, System.nanoTime(), lastMissing);
    }

    /** What was seen that a figure does not say. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    private String killInstance() throws IOException, ChaosException, InterruptedException {
        InstanceNode node = anyInstance();
        node.jvm().kill();
        Thread.sleep(random.nextInt(RESTART_MOST_MILLIS));
        node.start();
        return node.name();
    }

    private String killBroker() throws IOException, ChaosException, InterruptedException {
        int index = random.nextInt(BrokerCluster.SIZE);
        brokers.node(index).kill();
        Thread.sleep(random.nextInt(RESTART_MOST_MILLIS));
        brokers.restart(index);
        return BrokerCluster.name(index);
    }

    /** Longer than the group waits for it: others take its partitions over, and it wakes in what it takes for the present. */
    private String freeze() throws IOException, InterruptedException {
        InstanceNode node = anyInstance();
        node.jvm().freeze();
        Thread.sleep(STANDSTILL.toMillis());
        node.jvm().thaw();
        return node.name();
    }

    private String cutOff() throws InterruptedException {
        InstanceNode node = anyInstance();
        PeerProxy.Line line = random.nextBoolean() ? PeerProxy.Line.REFUSED : PeerProxy.Line.SILENT;
        node.proxy().set(line);
        Thread.sleep(CUT.toMillis());
        node.proxy().set(PeerProxy.Line.OPEN);
        return node.name() + ", " + line;
    }

    private String restartOneByOne() throws IOException, ChaosException, InterruptedException {
        for (InstanceNode node : instances.nodes()) {
            int status = node.jvm().stop();
            if (status != CLEAN) {
                findings.add(node.name() + " ended with status " + status + " on SIGTERM");
            }
            node.start();
            instances.awaitWhole();
        }
        return "all";
    }

    private String killAllBrokers() throws IOException, ChaosException, InterruptedException {
        for (int index = 0; index < BrokerCluster.SIZE; index++) {
            brokers.node(index).kill();
        }
        Thread.sleep(random.nextInt(RESTART_MOST_MILLIS));
        for (int index = 0; index < BrokerCluster.SIZE; index++) {
            brokers.restart(index);
        }
        return "all";
    }

    /** It runs on the full disk for a while, is killed, and must do without room until there is some again. */
    private String fillDisk() throws IOException, ChaosException, InterruptedException {
        InstanceNode node = instances.nodes().stream()
                .filter(each -> each.disk() != null)
                .findFirst()
                .orElseThrow();
        node.disk().fill(node.jvm());
        Thread.sleep(CUT.toMillis());
        boolean ended = !node.jvm().isAlive();
        if (!ended) {
            node.jvm().kill();
        }
        node.start();
        node.disk().fill(node.jvm());
        long deadlineNanos = System.nanoTime() + ON_A_FULL_DISK.toNanos();
        while (node.jvm().isAlive() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(CUT.toMillis() / 10);
        }
        boolean endedAgain = !node.jvm().isAlive();
        String lastWord = node.jvm().lastWords().stream()
                .filter(line -> line.contains("space") || line.contains("disk") || line.contains("DATA_DIR"))
                .reduce((first, second) -> second)
                .orElse("nothing of a disk");
        findings.add("%s, on %s that was full, %s, and %s when started on it; its last word: %s"
                .formatted(
                        node.name(),
                        node.disk().describe(),
                        ended ? "ended" : "went on",
                        endedAgain ? "ended" : "went on",
                        lastWord));
        node.disk().empty(node.jvm());
        if (!node.jvm().isAlive()) {
            node.start();
        }
        return node.name();
    }

    private InstanceNode anyInstance() {
        return instances.node(random.nextInt(instances.nodes().size()));
    }
}
