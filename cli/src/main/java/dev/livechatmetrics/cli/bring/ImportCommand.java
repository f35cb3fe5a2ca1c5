package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.send.Connector;
import dev.livechatmetrics.cli.send.DestinationOption;
import dev.livechatmetrics.cli.send.DestinationSource;
import dev.livechatmetrics.cli.send.EventFile;
import dev.livechatmetrics.cli.send.KafkaConnector;
import dev.livechatmetrics.cli.send.Progress;
import dev.livechatmetrics.cli.send.SendingRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Imports what mongoexport wrote of Rocket.Chat's rooms and messages. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports exports of Rocket.Chat's collections rocketchat_room and rocketchat_message: JSON Lines as mongoexport"
                    + " writes them, plain or gzip. Texts, names and tokens in them are not passed on.",
            "Killed or interrupted, it is simply run again: what is sent twice changes nothing."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every document is imported and acknowledged",
            "1:a line was rejected, an event was not acknowledged, or a file or Kafka cannot be used",
            "2:the command line or the configuration is wrong"
        })
public final class ImportCommand implements Callable<Integer> {
    private final DestinationSource destinations;
    private final Connector connector;
    private final InputStream standardInput;

    @Option(
            names = "--rooms",
            required = true,
            paramLabel = "FILE",
            description =
                    "Of rocketchat_room; may be given several times; \"-\": standard input, which only one can be.")
    private List<String> rooms = List.of();

    @Option(
            names = "--messages",
            required = true,
            paramLabel = "FILE",
            description = "Of rocketchat_message; may be given several times; \"-\": standard input. Messages of rooms"
                    + " that are not among the livechats of --rooms are passed over.")
    private List<String> messages = List.of();

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            defaultValue = "import-rejects.jsonl",
            description =
                    "Gets file, line number and reason of each line that is no document of its collection, never what"
                            + " it says; begun anew; default ${DEFAULT-VALUE}.")
    private Path rejectsFile;

    @Mixin
    private DestinationOption to;

    @Spec
    private CommandSpec spec;

    public ImportCommand(DestinationSource destinations) {
        this(destinations, new KafkaConnector(), System.in);
    }

    ImportCommand(DestinationSource destinations, Connector connector, InputStream standardInput) {
        this.destinations = destinations;
        this.connector = connector;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        checkFiles();
        PrintWriter err = spec.commandLine().getErr();
        SendingRun run = new SendingRun(to.read(destinations), connector, err);
        try (RoomIndex index = new RoomIndex();
                Rejects rejects = new Rejects(rejectsFile)) {
            Import work = new Import(index, rejects, standardInput);
            boolean terminal = Progress.isPossible();
            Consumer<String> plainLines = line -> {
                if (!terminal) {
                    err.println(line);
                    err.flush();
                }
            };
            long bytes = size();
            int status = run.send(
                    (sender, bar) -> work.run(
                            rooms, messages, sender, new ImportProgress(bar, bytes, plainLines, System::nanoTime)),
                    () -> terminal ? Progress.bar("import", bytes, " MiB", 1 << 20) : Progress.none());
            err.println(work.counts());
            if (rejects.count() > 0) {
                err.println("rejected lines: " + rejects.count() + ", with the reason in " + rejectsFile);
            }
            err.flush();
            return rejects.count() > 0 ? 1 : status;
        } catch (IOException e) {
            err.println("a file of the import itself, such as " + rejectsFile + ", cannot be written: " + e);
            err.flush();
            return 1;
        }
    }

    /** What would be read as empty, or be overwritten, without a word. */
    private void checkFiles() {
        List<String> names = Stream.concat(rooms.stream(), messages.stream()).toList();
        if (Collections.frequency(names, EventFile.STANDARD_INPUT) > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--rooms and --messages take \"-\", standard input, once: it is read once");
        }
        if (names.stream().anyMatch(this::isRejectsFile)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rejects takes another file than those that are imported, but got " + rejectsFile);
        }
    }

    private boolean isRejectsFile(String name) {
        Path imported = Path.of(name);
        try {
            return Files.exists(rejectsFile) && Files.exists(imported) && Files.isSameFile(imported, rejectsFile);
        } catch (IOException unknown) {
            return imported.equals(rejectsFile);
        }
    }

    private long size() {
        List<Long> sizes = Stream.concat(rooms.stream(), messages.stream())
                .map(EventFile::size)
                .toList();
        return sizes.contains(-1L)
                ? -1
                : sizes.stream().mapToLong(Long::longValue).sum();
    }
}
