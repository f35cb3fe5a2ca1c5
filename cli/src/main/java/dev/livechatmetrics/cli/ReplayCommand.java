package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.bring.Replay;
import dev.livechatmetrics.cli.bring.ReplayRange;
import dev.livechatmetrics.cli.letters.RefusedRecords;
import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.KafkaConnector;
import dev.livechatmetrics.cli.send.Progress;
import dev.livechatmetrics.cli.send.SendingRun;
import dev.livechatmetrics.cli.send.TopicReader;
import dev.livechatmetrics.cli.settings.Settings;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends events that are in the topics once more, into the running application. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the events of the topics once more, from a time or an offset up to the end as it is now, into the"
                    + " running application. Events that it has had change nothing, so that no answer changes; those that"
                    + " it lacks come in. The topics grow by what is sent. Records that are in the dead letters are left"
                    + " out.",
            "Killed or interrupted, it is simply run again."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every event was acknowledged",
            "1:an event was not acknowledged, or Kafka cannot be used",
            "2:the command line or the configuration is wrong"
        })
final class ReplayCommand implements Callable<Integer> {
    /** Which of the topics are read. */
    enum Topics {
        conversations,
        messages,
        both
    }

    /** One of the two must be given. */
    static final class Start {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "TIME",
                description = "Records that Kafka has had since then, such as 2026-01-01T00:00:00Z.")
        private String time;

        @Option(
                names = "--from-offset",
                required = true,
                paramLabel = "OFFSET",
                description = "From this offset on in each partition; 0: all that is there.")
        private Long offset;
    }

    @ArgGroup(multiplicity = "1")
    private Start start;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "both",
            description = "conversations, messages or both; default: both.")
    private Topics topics;

    @Option(names = "--dry-run", description = "Say how much would be sent, and send nothing.")
    private boolean dryRun;

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long fromMillis = start.time == null ? 0 : millis(start.time);
        if (start.offset != null && start.offset < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--from-offset takes an offset from 0 on, but got " + start.offset);
        }
        return configuration.with(settings -> replay(settings, fromMillis));
    }

    private int replay(Settings settings, long fromMillis) {
        Destination destination =
                ClientDestination.of(settings, settings.kafka().clientBootstrapServers());
        KafkaConnector connector = new KafkaConnector();
        Optional<String> obstacle = connector.obstacle(destination);
        if (obstacle.isPresent()) {
            say(obstacle.get());
            return 1;
        }
        try (TopicReader reader = new TopicReader(destination, connector)) {
            return replay(destination, connector, reader, range(destination, reader, fromMillis));
        } catch (KafkaException e) {
            say("Kafka at " + destination.bootstrapServers() + " cannot be read: " + e.getMessage());
        }
        return 1;
    }

    private int replay(Destination destination, KafkaConnector connector, TopicReader reader, ReplayRange range) {
        say("replay: " + range.size() + " offsets of " + range.to().size() + " partitions");
        if (dryRun) {
            return 0;
        }
        Replay replay = new Replay(
                reader, RefusedRecords.all(reader, destination.deadLettersTopic()), destination.messagesTopic());
        boolean terminal = Progress.isPossible();
        Consumer<String> plainLines = terminal ? line -> {} : this::say;
        int status = new SendingRun(destination, connector, spec.commandLine().getErr())
                .send(
                        (sender, bar) -> replay.run(range, sender, bar, plainLines),
                        () -> terminal ? Progress.bar("replay", range.size(), "", 1) : Progress.none());
        if (replay.passedOver() > 0) {
            say("left out, as they are dead letters: " + replay.passedOver());
        }
        return status;
    }

    private ReplayRange range(Destination destination, TopicReader reader, long fromMillis) {
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> to = new HashMap<>();
        for (String topic : names(destination)) {
            Map<TopicPartition, Long> ends = reader.ends(topic);
            Map<TopicPartition, Long> begins = reader.begins(topic);
            Map<TopicPartition, Long> since = start.offset == null ? reader.at(topic, fromMillis) : Map.of();
            ends.forEach((partition, end) -> {
                long first = start.offset == null ? since.get(partition) : start.offset;
                from.put(partition, Math.max(first, begins.get(partition)));
                to.put(partition, end);
            });
        }
        return new ReplayRange(from, to);
    }

    private List<String> names(Destination destination) {
        return switch (topics) {
            case conversations -> List.of(destination.conversationsTopic());
            case messages -> List.of(destination.messagesTopic());
            case both -> List.of(destination.conversationsTopic(), destination.messagesTopic());
        };
    }

    private long millis(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--from takes a time such as 2026-01-01T00:00:00Z, but got " + text);
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
