package dev.livechatmetrics.cli.send;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends canonical events as they stand, line by line, in memory that does not grow with the files. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Sends canonical events to Kafka, one a line: "
                + "{\"topic\":\"conversations\"|\"messages\",\"key\":...,\"value\":...}. "
                + "A value of null is a tombstone. Blank lines are skipped.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every event was acknowledged",
            "1:a line is no envelope, an event was not acknowledged, or Kafka cannot be used",
            "2:the command line or the configuration is wrong"
        })
public final class SendCommand implements Callable<Integer> {
    private final DestinationSource destinations;
    private final Connector connector;
    private final InputStream standardInput;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "JSON Lines, plain or gzip; \"-\" or none: standard input.")
    private List<String> files = List.of();

    @Mixin
    private WaitOption wait;

    @Mixin
    private DestinationOption to;

    @Spec
    private CommandSpec spec;

    public SendCommand(DestinationSource destinations) {
        this(destinations, new KafkaConnector(), System.in);
    }

    SendCommand(DestinationSource destinations, Connector connector, InputStream standardInput) {
        this.destinations = destinations;
        this.connector = connector;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        List<String> names = files.isEmpty() ? List.of(EventFile.STANDARD_INPUT) : files;
        Destination destination = to.read(destinations);
        return new SendingRun(destination, connector, spec.commandLine().getErr())
                .send(
                        (sender, progress) -> {
                            sendAll(names, sender, progress);
                            wait.print(sender, spec.commandLine().getOut());
                        },
                        bar(names));
    }

    private static Supplier<Progress> bar(List<String> names) {
        long size = 0;
        for (String name : names) {
            long ofFile = EventFile.size(name);
            size = size < 0 || ofFile < 0 ? -1 : size + ofFile;
        }
        long total = size;
        return () -> Progress.isPossible() ? Progress.bar("send", total, " MiB", 1 << 20) : Progress.none();
    }

    private void sendAll(List<String> names, EventSender sender, Progress progress) {
        long bytesBefore = 0;
        for (String name : names) {
            String label = EventFile.label(name);
            try (EventFile file = EventFile.open(name, standardInput)) {
                if (!sendLines(file, label, sender, progress, bytesBefore)) {
                    return;
                }
                bytesBefore += file.bytesRead();
            } catch (NoSuchFileException e) {
                sender.reject(label, "there is no such file");
            } catch (IOException e) {
                sender.reject(label, "cannot be read to its end: " + e);
            }
        }
    }

    /** False where the sender takes no more. */
    private static boolean sendLines(
            EventFile file, String label, EventSender sender, Progress progress, long bytesBefore) throws IOException {
        EnvelopeParser parser = new EnvelopeParser();
        LineReader lines = file.lines();
        while (lines.next()) {
            progress.to(bytesBefore + file.bytesRead());
            if (lines.blank()) {
                continue;
            }
            Position position = new Position(label, lines.number());
            EnvelopeLine line = lines.tooLong()
                    ? new BrokenLine("is longer than " + LineReader.MAX_LINE_BYTES + " bytes")
                    : parser.parse(lines.buffer(), lines.offset(), lines.length());
            if (line instanceof BrokenLine broken) {
                sender.reject(position.toString(), broken.reason());
            } else if (line instanceof Envelope envelope && !sender.send(envelope, position)) {
                return false;
            }
        }
        return true;
    }
}
