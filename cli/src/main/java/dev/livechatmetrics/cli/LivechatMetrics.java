package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.bring.ImportCommand;
import dev.livechatmetrics.cli.broker.BrokerStartException;
import dev.livechatmetrics.cli.letters.DeadLettersCommand;
import dev.livechatmetrics.cli.send.ForgetCommand;
import dev.livechatmetrics.cli.send.SendCommand;
import dev.livechatmetrics.cli.simulate.SimulateCommand;
import dev.livechatmetrics.query.access.AccessException;
import dev.livechatmetrics.query.http.ListenException;
import dev.livechatmetrics.streams.runtime.ClientSettingsException;
import dev.livechatmetrics.streams.runtime.PipelineException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry: finds the command and turns its end into an exit status: 0 done, 1 failed, 2 not asked rightly. */
@Command(
        name = "livechat-metrics",
        header = "Live metrics of customer conversations, computed with Kafka Streams.%n",
        description = {
            "Reads the events of conversations (opened, assigned, closed, messages sent …) from two Kafka topics, keeps"
                    + " the charts of response times, durations and volumes up to date, and answers Rocket.Chat's"
                    + " charts-data endpoint with them.",
            "",
            "To begin:  ./livechat-metrics " + LivechatMetrics.FIRST_COMMAND,
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            BrokerCommand.class,
            AclsCommand.class,
            VerifyCommand.class,
            ReplayCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nConfiguration, as environment variables or in the file of --config:%n",
        footer = {
            "  KAFKA_BOOTSTRAP_SERVERS  your Kafka cluster; without it: a broker of our own",
            "  DATA_DIR                 where that broker and the state are kept (./data)",
            "  BROKER_PORT, HTTP_PORT   on 127.0.0.1 (9092, 8080); 0 = any free one",
            "  REPORTING_TIMEZONE       in which a day begins (UTC)",
            "  KAFKA_*, STREAMS_*       passed on to Kafka: STREAMS_NUM_STREAM_THREADS=2",
            "",
            "More about a command:  ./livechat-metrics COMMAND --help"
        })
public final class LivechatMetrics implements Callable<Integer> {
    static final String FIRST_COMMAND = "demo";

    private static final String TRACE = "livechat-metrics.trace";

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(LogFormat.applied(System.getenv(), commandLine(), arguments).execute(arguments));
    }

    static CommandLine commandLine() {
        ClientDestination destination = new ClientDestination();
        return new CommandLine(new LivechatMetrics())
                .addSubcommand(new SendCommand(destination))
                .addSubcommand(new SimulateCommand(destination))
                .addSubcommand(new ImportCommand(destination))
                .addSubcommand(DeadLettersCommand.withSubcommands(destination))
                .addSubcommand(new ForgetCommand(destination))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((refused, arguments) -> explain(refused))
                .setExecutionExceptionHandler(LivechatMetrics::report);
    }

    /** Without a command: the help, but a script that forgot the command must not pass for one that worked. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    private static String origin(Exception failed) {
        StackTraceElement[] places = failed.getStackTrace();
        return failed.getClass().getName() + (places.length == 0 ? "" : " at " + places[0]);
    }

    private static int explain(ParameterException refused) {
        CommandLine command = refused.getCommandLine();
        command.getErr().println(refused.getMessage());
        if (refused instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            command.getErr().println("Did you mean: " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        command.getErr().println("What there is:  ./" + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * What the operator can mend is one sentence. Anything else is a fault of ours and shows its class and place; a
     * message, which may quote a secret, only to who asks for it.
     */
    private static int report(Exception failed, CommandLine command, ParseResult parsed) {
        if (failed instanceof AccessException
                || failed instanceof RefusedSettingsException
                || failed instanceof ClientSettingsException) {
            command.getErr().println(failed.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (failed instanceof BrokerStartException
                || failed instanceof ListenException
                || failed instanceof PipelineException) {
            command.getErr().println(failed.getMessage());
        } else if (Boolean.getBoolean(TRACE)) {
            failed.printStackTrace(command.getErr());
        } else {
            command.getErr()
                    .println("The command failed by a fault of its own, " + origin(failed) + ". What led to it, values"
                            + " and all:  JAVA_OPTS=-D" + TRACE + "=true ./"
                            + command.getCommandSpec().qualifiedName());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
