package dev.livechatmetrics.benchmarks.chaos;

import java.util.Collection;

/** The end of processes whose work is done. */
final class Ending {
    private Ending() {}

    /** Kills what still runs, frozen or not. */
    static void kill(Collection<NodeJvm> nodes) {
        for (NodeJvm node : nodes) {
            try {
                node.kill();
            } catch (ChaosException stays) {
                System.err.println(stays.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
