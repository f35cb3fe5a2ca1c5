package dev.livechatmetrics.cli.send;

import dev.livechatmetrics.schemas.event.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a tombstone for each conversation that is to be forgotten. Whatever it says of one names its place, not its id. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Has conversations forgotten for good: they leave all charts and stores, and whatever comes of them later"
                    + " is ignored. Their events stay in Kafka's topics until they are deleted there:"
                    + " docs/privacy.md says how, and what else is kept where.",
            "It may be run again: a second tombstone changes nothing."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every tombstone was acknowledged",
            "1:a line of the file is no id, a tombstone was not acknowledged, or Kafka cannot be used",
            "2:the command line or the configuration is wrong; nothing was sent"
        })
public final class ForgetCommand implements Callable<Integer> {
    private static final String AN_ID = "an id of 1 to " + Ids.MAX_BYTES + " UTF-8 bytes";

    /** What stands in an argument for what the system's encoding cannot say. */
    private static final char REPLACEMENT = '\uFFFD';

    private final DestinationSource destinations;
    private final Connector connector;
    private final InputStream standardInput;

    @Parameters(paramLabel = "CONVERSATION", arity = "0..*", description = "Its id, as it stands in its events.")
    private List<String> ids = List.of();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Ids, one a line as it stands, blanks included; \"-\": standard input. Other users of this"
                    + " machine see arguments, but not files.")
    private String file;

    @Option(
            names = "--all-partitions",
            description =
                    "To every partition of the topic, for producers that place keys by a partitioner of their own:"
                            + " else a tombstone goes where Kafka's default leads.")
    private boolean allPartitions;

    @Mixin
    private WaitOption wait;

    @Mixin
    private DestinationOption to;

    @Spec
    private CommandSpec spec;

    public ForgetCommand(DestinationSource destinations) {
        this(destinations, new KafkaConnector(), System.in);
    }

    ForgetCommand(DestinationSource destinations, Connector connector, InputStream standardInput) {
        this.destinations = destinations;
        this.connector = connector;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        checkArguments();
        Destination destination = to.read(destinations);
        return new SendingRun(destination, connector, spec.commandLine().getErr())
                .send(
                        (sender, progress) -> {
                            sendAll(new Tombstones(sender, destination));
                            wait.print(sender, spec.commandLine().getOut());
                        },
                        Progress::none);
    }

    /** All before any is sent: what is forgotten by mistake does not come back. */
    private void checkArguments() {
        if (ids.isEmpty() && file == null) {
            throw refused("forget takes the ids of conversations, or a --file of them");
        }
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (id.indexOf(REPLACEMENT) >= 0) {
                throw refused("argument " + (i + 1) + " has a character that this terminal's encoding cannot say:"
                        + " put the id into a --file, in UTF-8");
            }
            if (!Ids.isId(id)) {
                throw refused("CONVERSATION takes " + AN_ID + "; argument " + (i + 1) + " is none");
            }
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void sendAll(Tombstones tombstones) {
        for (int i = 0; i < ids.size(); i++) {
            if (!tombstones.send(Ids.utf8(ids.get(i)), new Position("argument", i + 1))) {
                return;
            }
        }
        if (file != null) {
            sendFile(tombstones);
        }
    }

    private void sendFile(Tombstones tombstones) {
        String label = EventFile.label(file);
        try (EventFile opened = EventFile.open(file, standardInput)) {
            LineReader lines = opened.lines();
            boolean goOn = true;
            while (goOn && lines.next()) {
                Position position = new Position(label, lines.number());
                byte[] id = id(lines);
                if (id != null) {
                    goOn = tombstones.send(id, position);
                } else if (!lines.blank()) {
                    tombstones.sender.reject(position.toString(), "is not " + AN_ID);
                }
            }
        } catch (NoSuchFileException e) {
            tombstones.sender.reject(label, "there is no such file");
        } catch (IOException e) {
            tombstones.sender.reject(label, "cannot be read to its end: " + e);
        }
    }

    /** The line, or null where it is blank or no id. */
    private static byte[] id(LineReader lines) {
        int end = lines.offset() + lines.length();
        int length = lines.length() > 0 && lines.buffer()[end - 1] == '\r' ? lines.length() - 1 : lines.length();
        if (lines.tooLong() || lines.blank() || length > Ids.MAX_BYTES) {
            return null;
        }
        byte[] line = Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + length);
        boolean isId = new Utf8Check().isUtf8(line, 0, length) && Ids.isId(new String(line, StandardCharsets.UTF_8));
        return isId ? line : null;
    }

    private final class Tombstones {
        private final EventSender sender;
        private final String topic;
        private final int partitions;

        Tombstones(EventSender sender, Destination destination) {
            this.sender = sender;
            this.topic = destination.name(EventTopic.CONVERSATIONS);
            this.partitions = allPartitions ? sender.partitions(EventTopic.CONVERSATIONS) : 0;
        }

        /** False where the sender takes no more. */
        boolean send(byte[] id, Position position) {
            if (!allPartitions) {
                return sender.send(new Envelope(EventTopic.CONVERSATIONS, id, null), position);
            }
            boolean taken = true;
            for (int partition = 0; taken && partition < partitions; partition++) {
                taken = sender.send(
                        EventTopic.CONVERSATIONS, new ProducerRecord<>(topic, partition, id, null), position);
            }
            return taken;
        }
    }
}
