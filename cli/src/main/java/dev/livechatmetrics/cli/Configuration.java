package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Mistake;
import dev.livechatmetrics.cli.settings.SettingKey;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import dev.livechatmetrics.cli.settings.SettingsReading.Accepted;
import dev.livechatmetrics.cli.settings.SettingsReading.Refused;
import dev.livechatmetrics.query.access.AccessException;
import dev.livechatmetrics.query.access.UsersFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The same of a command that needs to know who may ask. */
    @FunctionalInterface
    interface ServingBody {
        int run(Settings settings, UsersFile users) throws Exception;
    }

    private static final String USERS_KEY = SettingKey.AUTH_USERS_FILE.name();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with the keys of the configuration; environment variables win over it.")
    private Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Runs the body, or prints all mistakes and returns the exit status of a wrong call. */
    int with(Body body) throws Exception {
        SettingsReading reading = read();
        return reading instanceof Accepted accepted ? body.run(accepted.settings()) : refuse(mistakes(reading));
    }

    /** The same with the users of AUTH_USERS_FILE, whose mistakes are among all. */
    int withUsers(ServingBody body) throws Exception {
        SettingsReading reading = read();
        List<String> mistakes = new ArrayList<>(mistakes(reading));
        UsersFile users = null;
        try {
            users = reading.authUsersFile().map(UsersFile::new).orElse(null);
            if (users == null && mistakes.stream().noneMatch(mistake -> mistake.startsWith(USERS_KEY))) {
                mistakes.add(USERS_KEY
                        + " takes the path of a JSON file that names who may ask, but is not set. Without it"
                        + " nobody could. For a first look: ./livechat-metrics " + LivechatMetrics.FIRST_COMMAND);
            }
        } catch (AccessException unusable) {
            mistakes.add(unusable.getMessage());
        }
        return mistakes.isEmpty() ? body.run(((Accepted) reading).settings(), users) : refuse(mistakes);
    }

    private SettingsReading read() {
        SettingsReading reading = SettingsReader.read(System.getenv(), Optional.ofNullable(file));
        PrintWriter err = command.commandLine().getErr();
        reading.warnings().forEach(warning -> err.println("Warning: " + warning));
        return reading;
    }

    private static List<String> mistakes(SettingsReading reading) {
        return reading instanceof Refused refused
                ? refused.mistakes().stream().map(Mistake::message).toList()
                : List.of();
    }

    private int refuse(List<String> mistakes) {
        mistakes.forEach(command.commandLine().getErr()::println);
        return CommandLine.ExitCode.USAGE;
    }
}
