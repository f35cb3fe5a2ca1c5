package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.cli.send.Connector;
import dev.livechatmetrics.cli.send.DestinationOption;
import dev.livechatmetrics.cli.send.DestinationSource;
import dev.livechatmetrics.cli.send.EventSender;
import dev.livechatmetrics.cli.send.KafkaConnector;
import dev.livechatmetrics.cli.send.Position;
import dev.livechatmetrics.cli.send.Progress;
import dev.livechatmetrics.cli.send.SendingRun;
import dev.livechatmetrics.schemas.event.EventType;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a {@link Simulation} to Kafka, or writes it as JSON Lines that {@code send} takes. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Generates the traffic of a workspace: departments, queues, transfers, bots, messages. "
                + "The same --seed, --conversations, --days and --until give the same bytes.")
public final class SimulateCommand implements Callable<Integer> {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final DestinationSource destinations;
    private final Connector connector;
    private final OutputStream standardOutput;
    private final Clock clock;

    @Option(names = "--seed", defaultValue = "1", description = "Any whole number; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--conversations",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many are opened; default ${DEFAULT-VALUE}.")
    private int conversations;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "Over how many days of 24 hours; default ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "When these days end, RFC 3339, cut to milliseconds; default: now. Nothing is later.")
    private Instant until;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Events a second; 0, the default: as fast as possible.")
    private double rate;

    @Option(names = "--stdout", description = "Write JSON Lines to standard output, and nothing to Kafka.")
    private boolean stdout;

    @Mixin
    private DestinationOption to;

    @Spec
    private CommandSpec spec;

    public SimulateCommand(DestinationSource destinations) {
        this(
                destinations,
                new KafkaConnector(),
                // Not System.out, which hides that its reader is gone.
                new FileOutputStream(FileDescriptor.out),
                Clock.systemUTC());
    }

    SimulateCommand(DestinationSource destinations, Connector connector, OutputStream standardOutput, Clock clock) {
        this.destinations = destinations;
        this.connector = connector;
        this.standardOutput = standardOutput;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Simulation simulation = simulation();
        if (stdout) {
            return write(simulation);
        }
        return new SendingRun(
                        to.read(destinations), connector, spec.commandLine().getErr())
                .send(
                        (sender, progress) -> send(simulation, sender, progress),
                        () -> Progress.isPossible()
                                ? Progress.bar("simulate", conversations, " conversations", 1)
                                : Progress.none());
    }

    private Simulation simulation() {
        require(conversations >= 0, "--conversations takes 0 or more, not " + conversations);
        require(days >= 1, "--days takes 1 or more, not " + days);
        require(rate >= 0 && Double.isFinite(rate), "--rate takes 0 or more, not " + rate);
        Instant end = (until == null ? clock.instant() : until).truncatedTo(ChronoUnit.MILLIS);
        require(
                !end.isAfter(LATEST) && ChronoUnit.DAYS.between(EARLIEST, end) >= days,
                "the " + days + " days before --until do not lie in the years 2000 to 9999");
        return new Simulation(seed, conversations, days, end.toEpochMilli());
    }

    private void require(boolean condition, String mistake) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
    }

    private void send(Simulation simulation, EventSender sender, Progress progress) {
        Pace pace = new Pace(rate);
        Iterator<SimulatedEvent> events = simulation.events();
        long opened = 0;
        for (long number = 1; events.hasNext(); number++) {
            SimulatedEvent event = events.next();
            pace.await();
            if (!sender.send(event.envelope(), new Position("event", number))) {
                return;
            }
            if (event.event().type() == EventType.OPENED) {
                progress.to(++opened);
            }
        }
    }

    private int write(Simulation simulation) {
        Pace pace = new Pace(rate);
        Iterator<SimulatedEvent> events = simulation.events();
        try (OutputStream out = new BufferedOutputStream(standardOutput, 64 << 10)) {
            while (events.hasNext()) {
                SimulatedEvent event = events.next();
                pace.await();
                out.write(event.envelope().line());
                if (rate > 0) {
                    out.flush();
                }
            }
            return 0;
        } catch (IOException e) {
            if (isClosedPipe(e)) {
                return 0;
            }
            spec.commandLine().getErr().println("standard output cannot be written: " + e.getMessage());
            return 1;
        }
    }

    /** A reader that has seen enough, such as {@code head}; the JDK tells it by the system's message alone. */
    private static boolean isClosedPipe(IOException failure) {
        return failure.getMessage() != null
                && failure.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
    }
}
