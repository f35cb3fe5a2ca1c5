package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.cli.settings.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the embedded broker alone until it is stopped. */
@Command(
        name = "broker",
        description = "Runs a Kafka broker on this machine alone, kept under DATA_DIR, until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nConfiguration:%n",
        footer = {"  DATA_DIR     where it keeps its data (./data)", "  BROKER_PORT  where it listens, without --port"})
final class BrokerCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1; 0 = any free one. Default: BROKER_PORT, else 9092.")
    private Integer port;

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new ParameterException(
                    spec.commandLine(), "--port takes a port from 0 to 65535, 0 = any free one; got \"" + port + "\"");
        }
        return configuration.with(this::run);
    }

    private int run(Settings settings) throws Exception {
        DataFolder.make(settings.application().dataDir());
        int chosenPort = port == null ? settings.kafka().brokerPort() : port;
        try (StopSignal stop = StopSignal.closingWithin(CLOSING);
                EmbeddedBroker broker =
                        EmbeddedBroker.start(settings.application().dataDir(), chosenPort)) {
            spec.commandLine().getOut().println("Kafka broker ready on " + broker.bootstrapServers());
            spec.commandLine().getOut().flush();
            stop.await();
        }
        return 0;
    }
}
