package dev.livechatmetrics.benchmarks.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Which faults come in which order: so many kills, two of an instance for one of a broker, and now and then another. */
final class FaultPlan {
    /** After so many kills each of the other faults comes once. */
    private static final int KILLS_BETWEEN = 20;

    private static final double OF_INSTANCES = 2.0 / 3;

    private FaultPlan() {}

    /** The same for the same numbers. */
    static List<Fault> draw(int kills, Set<Fault> faults, SplittableRandom random) {
        List<Fault> plan = new ArrayList<>();
        List<Fault> others = faults.stream().filter(fault -> !fault.isKill()).toList();
        int kill = 0;
        do {
            int until = Math.min(kills, kill + KILLS_BETWEEN);
            int from = plan.size();
            for (; kill < until; kill++) {
                boolean instance = random.nextDouble() < OF_INSTANCES;
                if (faults.contains(Fault.INSTANCE) || faults.contains(Fault.BROKER)) {
                    plan.add(
                            faults.contains(instance ? Fault.INSTANCE : Fault.BROKER) == instance
                                    ? Fault.INSTANCE
                                    : Fault.BROKER);
                }
            }
            for (Fault other : others) {
                plan.add(from + random.nextInt(plan.size() - from + 1), other);
            }
        } while (kill < kills);
        return plan;
    }
}
