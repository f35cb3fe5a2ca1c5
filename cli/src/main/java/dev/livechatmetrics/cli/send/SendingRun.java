package dev.livechatmetrics.cli.send;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * One run of a command that sends: asks whether Kafka is there, sends, waits for the acknowledgements and ends with one
 * line of summary, also when it is interrupted.
 */
public final class SendingRun {
    private static final Duration PATIENCE_WHEN_INTERRUPTED = Duration.ofSeconds(5);

    private final Destination destination;
    private final Connector connector;
    private final PrintWriter err;
    private final AtomicBoolean summarised = new AtomicBoolean();

    public SendingRun(Destination destination, Connector connector, PrintWriter err) {
        this.destination = destination;
        this.connector = connector;
        this.err = err;
    }

    /** What a run sends. */
    @FunctionalInterface
    public interface Traffic {
        /** Sends until it has no more, or the sender takes no more. */
        void sendTo(EventSender sender, Progress progress);
    }

    /** The exit status: 0 only if everything was acknowledged, else 1. */
    public int send(Traffic traffic, Supplier<Progress> bar) {
        Optional<String> obstacle = connector.obstacle(destination);
        if (obstacle.isPresent()) {
            print(obstacle.get());
            return 1;
        }
        try (Progress progress = bar.get();
                EventSender sender = sender(progress)) {
            Thread interruption = new Thread(() -> interrupt(sender, progress), "summary");
            Runtime.getRuntime().addShutdownHook(interruption);
            try {
                traffic.sendTo(sender, progress);
                sender.flush();
                summarise(sender, progress);
                return sender.tally().complete() ? 0 : 1;
            } finally {
                forget(interruption);
            }
        } catch (KafkaException e) {
            print(e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
            return 1;
        }
    }

    private EventSender sender(Progress progress) {
        return new EventSender(
                connector.producer(destination), destination, complaint -> print(progress.lineStart() + complaint));
    }

    private void interrupt(EventSender sender, Progress progress) {
        sender.abandon(PATIENCE_WHEN_INTERRUPTED);
        summarise(sender, progress);
    }

    private void summarise(EventSender sender, Progress progress) {
        if (summarised.compareAndSet(false, true)) {
            progress.close();
            print(sender.tally().toString());
        }
    }

    private void print(String line) {
        err.println(line);
        err.flush();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down and the hook at work; it has the last word.
        }
    }
}
