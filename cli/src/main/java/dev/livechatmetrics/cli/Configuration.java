package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Mistake;
import dev.livechatmetrics.cli.settings.NamedFiles;
import dev.livechatmetrics.cli.settings.SettingKey;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import dev.livechatmetrics.cli.settings.SettingsReading.Accepted;
import dev.livechatmetrics.cli.settings.SettingsReading.Refused;
import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.access.AccessException;
import dev.livechatmetrics.query.access.FileThenRocketChat;
import dev.livechatmetrics.query.access.RocketChatAccess;
import dev.livechatmetrics.query.access.UsersFile;
import dev.livechatmetrics.query.tls.ServerIdentity;
import dev.livechatmetrics.query.tls.TlsException;
import dev.livechatmetrics.query.tls.Trust;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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
        int run(Settings settings, Access access) throws Exception;
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

    /** The same with who may ask; mistakes in the files that the settings name are among all. */
    int withAccess(ServingBody body) throws Exception {
        SettingsReading reading = read();
        NamedFiles files = reading.files();
        List<String> mistakes = new ArrayList<>(mistakes(reading));
        Optional<UsersFile> users = files.users().flatMap(path -> usersFile(path, files.rocketChatJudges(), mistakes));
        if (files.users().isEmpty()
                && !files.rocketChatJudges()
                && mistakes.stream().noneMatch(Configuration::isOfUsers)) {
            mistakes.add(USERS_KEY
                    + " takes the path of a JSON file that names who may ask, but is not set, and neither is"
                    + " ROCKETCHAT_URL. Without one of them nobody could. For a first look: ./livechat-metrics "
                    + LivechatMetrics.FIRST_COMMAND);
        }
        Optional<SSLContext> trust = checkTls(files, mistakes);
        if (!mistakes.isEmpty()) {
            return refuse(mistakes);
        }
        Settings settings = ((Accepted) reading).settings();
        return body.run(settings, access(settings, users, trust.orElseThrow()));
    }

    private static Access access(Settings settings, Optional<UsersFile> users, SSLContext trust) {
        Optional<Access> rocketChat = settings.access().rocketChat().map(url -> new RocketChatAccess(url, trust));
        return rocketChat
                .map(judge -> users.<Access>map(file -> new FileThenRocketChat(file, judge))
                        .orElse(judge))
                .or(() -> users)
                .orElseThrow();
    }

    private static Optional<UsersFile> usersFile(Path path, boolean rocketChatJudges, List<String> mistakes) {
        try {
            return Optional.of(rocketChatJudges ? UsersFile.besideRocketChat(path) : new UsersFile(path));
        } catch (AccessException unusable) {
            mistakes.add(unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Whom to trust beyond this process; nothing where a mistake was found. */
    private static Optional<SSLContext> checkTls(NamedFiles files, List<String> mistakes) {
        try {
            if (files.certificate().isPresent() && files.key().isPresent()) {
                new ServerIdentity(files.certificate().get(), files.key().get()).read();
            }
        } catch (TlsException unusable) {
            mistakes.add(unusable.getMessage());
        }
        try {
            return Optional.of(Trust.also(files.authorities()));
        } catch (TlsException unusable) {
            mistakes.add(unusable.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isOfUsers(String mistake) {
        return mistake.startsWith(USERS_KEY);
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
