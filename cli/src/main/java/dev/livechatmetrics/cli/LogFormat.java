package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.LogSettings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine;

/**
 * LOG_FORMAT, which holds before the configuration is read, so that its mistakes are written in it too. As JSON, every
 * line of a command that runs on is an object: what it would print is logged.
 */
final class LogFormat {
    /** Read by {@code logback.xml}. */
    private static final String PROPERTY = "livechat-metrics.log-format";

    private static final List<String> RUN_ON = List.of("serve", "broker");
    private static final String OPTION = "--config";

    private LogFormat() {}

    /** To be called before anything is logged: the log is set up once. */
    static CommandLine applied(Map<String, String> environment, CommandLine commandLine, String... arguments) {
        LogSettings.Format format = SettingsReader.logFormat(environment, configuration(arguments));
        if (format == LogSettings.Format.JSON) {
            System.setProperty(PROPERTY, "json");
            Logger log = LoggerFactory.getLogger(LivechatMetrics.class);
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                    log.atError().setCause(failure).log("The thread {} ended by a failure", thread.getName()));
            // Made at the first use, they would be handed on to the commands below then.
            commandLine.setOut(commandLine.getOut()).setErr(commandLine.getErr());
            for (String name : RUN_ON) {
                commandLine
                        .getSubcommands()
                        .get(name)
                        .setOut(LoggedLines.at(Level.INFO, log))
                        .setErr(LoggedLines.at(Level.ERROR, log));
            }
        }
        return commandLine;
    }

    /** The file of {@code --config}; whether it can be read is not asked here. */
    private static Optional<Path> configuration(String... arguments) {
        List<String> all = List.of(arguments);
        Stream<String> joined = all.stream()
                .filter(text -> text.startsWith(OPTION + "="))
                .map(text -> text.substring(OPTION.length() + 1));
        int option = all.indexOf(OPTION);
        Stream<String> apart = option < 0 ? Stream.empty() : all.stream().skip(option + 1L);
        return Stream.concat(joined, apart).findFirst().map(Path::of);
    }
}
