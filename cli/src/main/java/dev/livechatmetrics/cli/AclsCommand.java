package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Settings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints what a cluster that denies by default must allow. It asks no broker: whoever may, runs what it prints. */
@Command(
        name = "acls",
        description =
                "Prints the commands that allow serve, or other commands, with these settings, all that they need in a"
                        + " Kafka cluster that denies by default, and no more.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AclsCommand implements Callable<Integer> {
    @Option(
            names = "--principal",
            required = true,
            paramLabel = "PRINCIPAL",
            description = "as whom serve, or each of --for, comes to the brokers: User:NAME")
    private String principal;

    @Option(
            names = "--for",
            split = ",",
            paramLabel = "COMMAND",
            converter = CommandName.class,
            defaultValue = "serve",
            description = "what the principal runs: some of serve, send, import, forget, dead-letters-list,"
                    + " dead-letters-resend, replay, verify; default: ${DEFAULT-VALUE}, which with"
                    + " ROCKETCHAT_WEBHOOK_TOKEN or a SOURCE_TOPIC_… writes events, too")
    private List<CommandRights> commands;

    @Option(
            names = "--producer",
            paramLabel = "PRINCIPAL",
            description = "as whom send, import, or another producer of events, comes, where that is someone else")
    private String producer;

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    /** A command by its name. */
    static final class CommandName implements ITypeConverter<CommandRights> {
        @Override
        public CommandRights convert(String name) {
            return Arrays.stream(CommandRights.values())
                    .filter(each -> each.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it takes some of "
                            + Arrays.stream(CommandRights.values())
                                    .map(CommandRights::toString)
                                    .collect(Collectors.joining(", "))
                            + ", but got " + name));
        }
    }

    @Override
    public Integer call() throws Exception {
        return configuration.with(this::run);
    }

    private int run(Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        String bootstrapServers = settings.kafka().clientBootstrapServers();
        print(
                out,
                bootstrapServers,
                principal,
                commands.stream()
                        .flatMap(each -> each.needed(settings).stream())
                        .toList());
        if (producer != null) {
            print(out, bootstrapServers, producer, CommandRights.SEND.needed(settings));
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String bootstrapServers, String who, List<NeededAcl> needed) {
        for (NeededAcl acl : NeededAcl.merged(needed)) {
            out.println("kafka-acls.sh --bootstrap-server " + bootstrapServers + " --add --allow-principal '" + who
                    + "'" + acl.options());
        }
    }
}
