package dev.livechatmetrics.cli.letters;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.DestinationOption;
import dev.livechatmetrics.cli.send.DestinationSource;
import dev.livechatmetrics.cli.send.Position;
import dev.livechatmetrics.cli.send.Progress;
import dev.livechatmetrics.cli.send.ReadingConnector;
import dev.livechatmetrics.cli.send.SendingRun;
import dev.livechatmetrics.cli.send.TopicReader;
import dev.livechatmetrics.cli.send.WaitOption;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the originals of dead letters once more to where they came from. */
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        description = {
            "Sends what was refused once more to the partition that it came from, with its own key, value and headers.",
            "It may be run again: what was applied meanwhile counts as a duplicate and changes nothing. What is refused"
                    + " again becomes a new dead letter. The letters themselves stay in their topic."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every letter that was asked for was sent and acknowledged",
            "1:one was skipped, one was not acknowledged, or Kafka cannot be used",
            "2:the command line or the configuration is wrong"
        })
final class ResendCommand implements Callable<Integer> {
    private final DestinationSource destinations;
    private final ReadingConnector connector;

    @ArgGroup(multiplicity = "1")
    private Choice choice;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Mixin
    private WaitOption wait;

    @Mixin
    private DestinationOption to;

    @Spec
    private CommandSpec spec;

    /** One of the two. */
    private static final class Choice {
        @Option(
                names = "--reason",
                required = true,
                paramLabel = "REASON",
                description = "Letters with this reason: a code (time-in-future) or all of a reason"
                        + " (\"missing-field eventId\"); may be given several times.")
        private List<String> reasons = List.of();

        @Option(names = "--all", required = true, description = "Letters with any reason.")
        private boolean all;
    }

    ResendCommand(DestinationSource destinations, ReadingConnector connector) {
        this.destinations = destinations;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        if (!choice.all && choice.reasons.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "resend takes --reason REASON, or --all");
        }
        Destination destination = to.read(destinations);
        PrintWriter err = spec.commandLine().getErr();
        Optional<String> obstacle = connector.obstacle(
                destination,
                List.of(destination.deadLettersTopic(), destination.conversationsTopic(), destination.messagesTopic()));
        if (obstacle.isPresent()) {
            err.println(obstacle.get());
            err.flush();
            return 1;
        }
        Reasons reasons = new Reasons(choice.reasons);
        Resend resend = new Resend(destination, reasons);
        int status = dryRun ? look(destination, resend) : send(destination, resend);
        err.println(resend);
        reasons.printUnmet(err);
        return resend.complete() ? status : 1;
    }

    private int look(Destination destination, Resend resend) {
        try (TopicReader reader = new TopicReader(destination, connector)) {
            resend.run(reader, (topic, original, letter) -> true);
            return 0;
        } catch (KafkaException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private int send(Destination destination, Resend resend) {
        return new SendingRun(destination, connector, spec.commandLine().getErr())
                .send(
                        (sender, progress) -> {
                            try (TopicReader reader = new TopicReader(destination, connector)) {
                                resend.run(
                                        reader,
                                        (topic, original, letter) -> sender.send(topic, original, place(letter)));
                            }
                            wait.print(sender, spec.commandLine().getOut());
                        },
                        Progress::none);
    }

    private static Position place(Letter letter) {
        return new Position(
                letter.record().topic() + "-" + letter.record().partition(),
                letter.record().offset());
    }
}
