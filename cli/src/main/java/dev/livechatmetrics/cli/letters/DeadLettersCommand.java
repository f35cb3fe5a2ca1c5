package dev.livechatmetrics.cli.letters;

import dev.livechatmetrics.cli.send.DestinationSource;
import dev.livechatmetrics.cli.send.KafkaConnector;
import dev.livechatmetrics.cli.send.ReadingConnector;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to do with dead letters. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists the records that were refused, and sends them again once what was wrong is mended.",
        commandListHeading = "%nCommands:%n")
public final class DeadLettersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private DeadLettersCommand() {}

    public static CommandLine withSubcommands(DestinationSource destinations) {
        return withSubcommands(destinations, new KafkaConnector());
    }

    static CommandLine withSubcommands(DestinationSource destinations, ReadingConnector connector) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListCommand(destinations, connector))
                .addSubcommand(new ResendCommand(destinations, connector));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
