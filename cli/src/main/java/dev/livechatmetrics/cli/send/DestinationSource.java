package dev.livechatmetrics.cli.send;

import java.nio.file.Path;

/** Where a command learns its destination; the settings implement it. */
@FunctionalInterface
public interface DestinationSource {
    /**
     * The destination that the environment and this properties file describe; {@code config} is null where none is
     * named. Mistakes in them are thrown, and reported by whoever runs the command.
     */
    Destination read(Path config);
}
