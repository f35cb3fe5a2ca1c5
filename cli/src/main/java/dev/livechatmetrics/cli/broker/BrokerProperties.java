package dev.livechatmetrics.cli.broker;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;

/** The properties of a broker that is a whole cluster, keeps what it is given and starts within seconds. */
final class BrokerProperties {
    static final int NODE_ID = 1;

    private static final Map<String, String> FIXED = Map.ofEntries(
            entry("process.roles", "broker,controller"),
            entry("node.id", String.valueOf(NODE_ID)),
            entry("controller.listener.names", LoopbackSockets.CONTROLLER),
            entry("inter.broker.listener.name", LoopbackSockets.BROKER),
            entry(
                    "listener.security.protocol.map",
                    LoopbackSockets.BROKER + ":PLAINTEXT," + LoopbackSockets.CONTROLLER + ":PLAINTEXT"),
            // A single node: no copies, and nobody to hand over to.
            entry("default.replication.factor", "1"),
            entry("offsets.topic.replication.factor", "1"),
            entry("transaction.state.log.replication.factor", "1"),
            entry("transaction.state.log.min.isr", "1"),
            entry("share.coordinator.state.topic.replication.factor", "1"),
            entry("share.coordinator.state.topic.min.isr", "1"),
            // 50 partitions each by default, all created at the first consumer and reopened at each start.
            entry("offsets.topic.num.partitions", "4"),
            entry("transaction.state.log.num.partitions", "4"),
            entry("share.coordinator.state.topic.num.partitions", "1"),
            entry("group.initial.rebalance.delay.ms", "0"),
            entry("auto.create.topics.enable", "false"),
            // Nothing expires: neither events nor, after a month with the laptop closed, how far they were read.
            entry("log.retention.ms", "-1"),
            entry("log.retention.bytes", "-1"),
            entry("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE)),
            // A killed broker's registration keeps the next one out for so long: 9 s by default.
            entry("broker.session.timeout.ms", "3000"),
            entry("broker.heartbeat.interval.ms", "500"),
            // How often it looks for transactions whose time is over, which hold up every reader: 10 s by default.
            entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            // 128 MiB by default; changelogs here are small.
            entry("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20)),
            entry("num.network.threads", "2"),
            entry("num.io.threads", "4"));

    private BrokerProperties() {}

    static Map<String, String> of(BrokerFolder folder, LoopbackSockets sockets) {
        String broker = address(LoopbackSockets.BROKER, sockets);
        String controller = address(LoopbackSockets.CONTROLLER, sockets);
        Map<String, String> properties = new HashMap<>(FIXED);
        properties.put("log.dirs", folder.path().toString());
        properties.put("listeners", broker + "," + controller);
        properties.put("advertised.listeners", broker);
        properties.put(
                "controller.quorum.voters",
                NODE_ID + "@" + LoopbackSockets.ADDRESS + ":"
                        + sockets.address(LoopbackSockets.CONTROLLER).getPort());
        return properties;
    }

    private static String address(String listener, LoopbackSockets sockets) {
        return listener + "://" + LoopbackSockets.ADDRESS + ":"
                + sockets.address(listener).getPort();
    }
}
