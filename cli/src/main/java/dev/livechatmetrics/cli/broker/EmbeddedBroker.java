package dev.livechatmetrics.cli.broker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.BrokerRegistration;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A Kafka broker and its controller in this process, on loopback, kept under one folder from run to run; what it has
 * acknowledged survives the sudden end of the process. Put together as {@link KafkaRaftServer} does it, but with sockets
 * of our own. A fault that Kafka holds for fatal, such as a full disk, ends the process.
 */
public final class EmbeddedBroker implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** Many times the {@code broker.session.timeout.ms} after which it ends. */
    private static final Duration FORMER_BROKER_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(20);

    private final BrokerFolder folder;
    private final LoopbackSockets sockets;
    private final int port;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerFolder folder, LoopbackSockets sockets) {
        this.folder = folder;
        this.sockets = sockets;
        this.port = sockets.address(LoopbackSockets.BROKER).getPort();
        KafkaConfig config = new KafkaConfig(BrokerProperties.of(folder, sockets), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
                KafkaRaftServer.initializeLogDirs(config, LOG, "[EmbeddedBroker] ");
        Metrics metrics = Server.initializeMetrics(
                config, Time.SYSTEM, stored._1().clusterId().orElseThrow());
        SharedServer shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        Map.of(BrokerProperties.NODE_ID, sockets.address(LoopbackSockets.CONTROLLER))),
                List.of(),
                new StandardFaultHandlerFactory(),
                sockets);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
        this.broker = new BrokerServer(shared);
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param dataDir the broker keeps its data in {@code dataDir/kafka}; created where absent
     * @param port on 127.0.0.1; 0 = any free one; it may be another one at each start
     * @throws BrokerStartException where the folder or the port is in use, or the folder cannot be written to
     */
    public static EmbeddedBroker start(Path dataDir, int port) throws BrokerStartException {
        BrokerFolder folder = BrokerFolder.open(dataDir);
        LoopbackSockets sockets = null;
        EmbeddedBroker broker = null;
        try {
            sockets = LoopbackSockets.bind(port);
            folder.format(BrokerProperties.NODE_ID, LoopbackSockets.CONTROLLER);
            broker = new EmbeddedBroker(folder, sockets);
            broker.startServers();
            return broker;
        } catch (BrokerStartException | RuntimeException failed) {
            release(broker, sockets, folder, failed);
            throw failed instanceof BrokerStartException known
                    ? known
                    : new BrokerStartException("The embedded broker cannot start: " + failed, failed);
        }
    }

    private void startServers() throws BrokerStartException {
        controller.startup();
        awaitEndOfFormerBroker();
        broker.startup();
    }

    /**
     * Waits until the controller has given up the registration of a broker whose process was killed.
     *
     * <p>Kafka 4.3.1 lets a broker that starts before that lead by the old registration. It then sends the markers of the
     * transactions that were being committed to the old address; when the registration ends, their partitions have no
     * leader for a moment, which {@code KRaftMetadataCache.getPartitionLeaderEndpoint} cannot tell from a deleted
     * partition, and the transaction counts as complete without their markers: committed in a part of its partitions, the
     * rest locked for ever.
     */
    private void awaitEndOfFormerBroker() throws BrokerStartException {
        long giveUpNanos = System.nanoTime() + FORMER_BROKER_TIMEOUT.toNanos();
        while (isFormerBrokerRegistered()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new BrokerStartException(
                        "The embedded broker cannot start: its registration of the run before did" + " not end within "
                                + FORMER_BROKER_TIMEOUT.toSeconds() + " s. Start it again.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean isFormerBrokerRegistered() {
        BrokerRegistration former =
                controller.metadataCache().currentImage().cluster().broker(BrokerProperties.NODE_ID);
        return former != null && !former.fenced();
    }

    private static void release(EmbeddedBroker broker, LoopbackSockets sockets, BrokerFolder folder, Exception cause) {
        try {
            if (broker != null) {
                broker.close();
            }
            if (sockets != null) {
                sockets.close();
            }
            folder.close();
        } catch (IOException | RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    /** Where clients of this host reach the broker: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return LoopbackSockets.ADDRESS + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops in order, so that the next start need not check the log; a second call does nothing. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            broker.shutdown();
            controller.shutdown();
        } finally {
            sockets.close();
            folder.close();
        }
    }
}
