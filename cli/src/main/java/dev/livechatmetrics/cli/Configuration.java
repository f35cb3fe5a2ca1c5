package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Mistake;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import dev.livechatmetrics.cli.settings.SettingsReading.Accepted;
import dev.livechatmetrics.cli.settings.SettingsReading.Refused;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --config} of every command that needs settings: {@code @Mixin Configuration configuration}. */
final class Configuration {

    /** What a command does once its settings hold; returns the exit status. */
    @FunctionalInterface
    interface Body {
        int run(Settings settings) throws Exception;
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with the keys of the configuration; environment variables win over it.")
    private Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Runs the body, or prints all mistakes and returns the exit status of a wrong call. */
    int with(Body body) throws Exception {
        SettingsReading reading = SettingsReader.read(System.getenv(), Optional.ofNullable(file));
        PrintWriter err = command.commandLine().getErr();
        reading.warnings().forEach(warning -> err.println("Warning: " + warning));
        if (reading instanceof Refused refused) {
            refused.mistakes().stream().map(Mistake::message).forEach(err::println);
            return CommandLine.ExitCode.USAGE;
        }
        return body.run(((Accepted) reading).settings());
    }
}
