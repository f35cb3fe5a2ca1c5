package dev.livechatmetrics.benchmarks.chaos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks every instance twice a second whether it is ready, as a balancer does. */
final class HealthChecks implements AutoCloseable {
    private static final int PAUSE_MILLIS = 500;

    private final List<InstanceNode> nodes;
    private final List<InstanceNode> healthy = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    HealthChecks(List<InstanceNode> nodes) {
        this.nodes = nodes;
    }

    /** To be called when all are ready. */
    void start() {
        for (InstanceNode node : nodes) {
            healthy.add(node);
            Thread thread = new Thread(() -> check(node), "health-" + node.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Those that were ready when last asked; all where none was, since one may be by now. */
    List<InstanceNode> healthy() {
        List<InstanceNode> now = List.copyOf(healthy);
        return now.isEmpty() ? nodes : now;
    }

    private void check(InstanceNode node) {
        try {
            while (!closed) {
                boolean ready = node.notReady() == null;
                if (!ready) {
                    healthy.remove(node);
                } else if (!healthy.contains(node)) {
                    healthy.add(node);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
