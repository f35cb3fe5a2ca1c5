package dev.livechatmetrics.cli.send;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --config} of every command that goes to Kafka: {@code @Mixin DestinationOption}. */
public final class DestinationOption {
    @Option(names = "--config", paramLabel = "FILE", description = "A properties file; the environment wins over it.")
    private Path config;

    /** Where the command goes. */
    public Destination read(DestinationSource destinations) {
        return destinations.read(config);
    }
}
