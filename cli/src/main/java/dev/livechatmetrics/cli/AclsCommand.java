package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a cluster that denies by default must allow. It asks no broker: whoever may, runs what it prints. */
@Command(
        name = "acls",
        description = "Prints the commands that allow serve, with these settings, all that it needs in a Kafka cluster"
                + " that denies by default, and no more.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AclsCommand implements Callable<Integer> {
    @Option(
            names = "--principal",
            required = true,
            paramLabel = "PRINCIPAL",
            description = "as whom serve comes to the brokers: User:NAME")
    private String principal;

    @Option(
            names = "--producer",
            paramLabel = "PRINCIPAL",
            description = "as whom send, or another producer of events, comes, where that is someone else")
    private String producer;

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return configuration.with(this::run);
    }

    private int run(Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        String bootstrapServers = settings.kafka().clientBootstrapServers();
        print(out, bootstrapServers, principal, NeededAcl.ofServe(settings));
        if (producer != null) {
            print(out, bootstrapServers, producer, NeededAcl.ofProducers(settings));
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String bootstrapServers, String who, List<NeededAcl> needed) {
        for (NeededAcl acl : needed) {
            out.println("kafka-acls.sh --bootstrap-server " + bootstrapServers + " --add --allow-principal '" + who
                    + "'" + acl.options());
        }
    }
}
