package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** Where PEER_SECRET is not set no other instance can be asked; says so, and what to do. */
public final class UnsharedSecret implements Peers {
    private static final String WAY_OUT = "set one PEER_SECRET, a line of random text, at every instance";

    private final RareLog log = new RareLog(LoggerFactory.getLogger(UnsharedSecret.class), System::nanoTime);

    @Override
    public <T> CompletableFuture<Reply<T>> ask(
            Endpoint peer, PartitionQuery<T> query, Map<Integer, PartitionAsk> asks, Duration time) {
        log.warn("Other instances have partitions too (one is at " + peer
                + "), but without PEER_SECRET this one cannot ask them: " + WAY_OUT + ".");
        Map<Integer, PartitionRead<Partial<T>>> reads = new HashMap<>();
        for (int partition : asks.keySet()) {
            reads.put(partition, new Missing<>("cannot be asked without PEER_SECRET; " + WAY_OUT));
        }
        return CompletableFuture.completedFuture(new Reply<>(true, reads));
    }
}
