package dev.livechatmetrics.cli.send;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option {@code --wait} of commands that send: {@code @Mixin WaitOption}. */
public final class WaitOption {
    @Option(
            names = "--wait",
            description = "At the end, print how far an answer must have read to know all of it: what a request's"
                    + " X-Metrics-Position takes.")
    private boolean wait;

    /** Where it was given, waits until all that was sent is settled, and prints {@link EventSender#reached()}. */
    public void print(EventSender sender, PrintWriter out) {
        if (wait) {
            sender.flush();
            out.println(sender.reached());
            out.flush();
        }
    }
}
