package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.cli.LivechatMetrics;

/** {@code serve}, configured by the environment as always, that does not outlive the run. */
public final class InstanceProcess {
    private InstanceProcess() {}

    public static void main(String[] arguments) {
        EndWithInput.watch();
        LivechatMetrics.main(new String[] {"serve"});
    }
}
