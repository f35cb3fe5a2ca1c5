package dev.livechatmetrics.cli.letters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.DestinationOption;
import dev.livechatmetrics.cli.send.DestinationSource;
import dev.livechatmetrics.cli.send.ReadingConnector;
import dev.livechatmetrics.cli.send.TopicReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what was refused, for what reason, and where it is, but nothing of what it says. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Counts dead letters by their reason and the topic that they were read from. Nothing of the"
                + " records themselves is shown.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the topic was read to its end",
            "1:Kafka cannot be used",
            "2:the command line or the configuration is wrong"
        })
final class ListCommand implements Callable<Integer> {
    private static final JsonFactory JSON = new JsonFactory();

    private final DestinationSource destinations;
    private final ReadingConnector connector;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only these: a code (missing-field) or all of a reason (\"missing-field eventId\"); may be"
                    + " given several times.")
    private List<String> reasons = List.of();

    @Option(
            names = "--json",
            description = "One line of JSON a letter: where it is and when it came, its reason, and where the original"
                    + " is. The total is said on standard error.")
    private boolean json;

    @Mixin
    private DestinationOption to;

    @Spec
    private CommandSpec spec;

    ListCommand(DestinationSource destinations, ReadingConnector connector) {
        this.destinations = destinations;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        Destination destination = to.read(destinations);
        PrintWriter err = spec.commandLine().getErr();
        Optional<String> obstacle = connector.obstacle(destination, List.of(destination.deadLettersTopic()));
        if (obstacle.isPresent()) {
            return failed(err, obstacle.get());
        }
        try (TopicReader reader = new TopicReader(destination, connector)) {
            list(reader, destination.deadLettersTopic());
            return 0;
        } catch (KafkaException e) {
            return failed(err, e.getMessage());
        }
    }

    private static int failed(PrintWriter err, String why) {
        err.println(why);
        err.flush();
        return 1;
    }

    private void list(TopicReader reader, String topic) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Reasons wanted = new Reasons(reasons);
        LetterTable table = new LetterTable();
        reader.readAll(topic, record -> {
            Letter letter = Letter.of(record);
            if (wanted.include(letter)) {
                table.add(letter);
                if (json) {
                    out.println(line(letter));
                }
            }
            return true;
        });
        if (!json) {
            table.print(out);
        }
        PrintWriter last = json ? err : out;
        last.println("total " + table.total());
        out.flush();
        err.flush();
        wanted.printUnmet(err);
    }

    private static String line(Letter letter) {
        StringWriter line = new StringWriter();
        try (JsonGenerator object = JSON.createGenerator(line)) {
            object.writeStartObject();
            object.writeNumberField("partition", letter.record().partition());
            object.writeNumberField("offset", letter.record().offset());
            object.writeStringField("time", letter.time().toString());
            object.writeStringField("reason", letter.reason());
            object.writeStringField("originTopic", letter.topic());
            writeNumber(object, "originPartition", letter.partition());
            writeNumber(object, "originOffset", letter.offset());
            object.writeBooleanField("cut", letter.cut());
            object.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return line.toString();
    }

    private static void writeNumber(JsonGenerator object, String name, Number number) throws IOException {
        if (number == null) {
            object.writeNullField(name);
        } else {
            object.writeNumberField(name, number.longValue());
        }
    }
}
