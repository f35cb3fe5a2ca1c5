package dev.livechatmetrics.benchmarks.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ports of this machine that nobody listens on and, lying below those of outgoing connections, nobody is given by chance. */
final class FreePorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 30_000;

    private FreePorts() {}

    static List<Integer> find(int count) {
        SplittableRandom random = new SplittableRandom();
        List<Integer> found = new ArrayList<>();
        while (found.size() < count) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (!found.contains(port) && isFree(port)) {
                found.add(port);
            }
        }
        return found;
    }

    private static boolean isFree(int port) {
        try (ServerSocket bound = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return bound.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
