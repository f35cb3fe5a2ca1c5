package dev.livechatmetrics.benchmarks.chaos;

import java.io.IOException;
import java.io.OutputStream;

/** Ends this process at once when its standard input ends, which it does with the process that has started it. */
final class EndWithInput {
    private EndWithInput() {}

    static void watch() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException gone) {
                        // The end, all the same.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "end-with-input");
        watch.setDaemon(true);
        watch.start();
    }
}
