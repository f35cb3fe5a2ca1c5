package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.audit.Audit;
import dev.livechatmetrics.cli.audit.AuditException;
import dev.livechatmetrics.cli.audit.AuditReport;
import dev.livechatmetrics.cli.audit.EventLog;
import dev.livechatmetrics.cli.audit.GroupOffsets;
import dev.livechatmetrics.cli.audit.LiveCharts;
import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.KafkaConnector;
import dev.livechatmetrics.cli.send.TopicReader;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.query.tls.TlsException;
import dev.livechatmetrics.query.tls.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Works the charts out anew from the topics and compares them with what a running API answers. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Works all charts out anew from the topics of events, without the stores and the code that serve has, and"
                    + " compares them with what a running API answers: all departments together and each, every day.",
            "Events may go on coming: each answer is compared as of the position that it says it is of.",
            "The token is read from --token-file or the environment variable " + VerifyCommand.TOKEN_VARIABLE + "."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every point is as it must be",
            "1:a point differs, or there was nothing to compare with",
            "2:the command line or the configuration is wrong"
        })
final class VerifyCommand implements Callable<Integer> {
    static final String TOKEN_VARIABLE = "VERIFY_TOKEN";

    private static final int DAYS = 31;
    private static final int MOST_DAYS = 3_660;

    private final Clock clock;
    private final Map<String, String> environment;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "First day, YYYY-MM-DD in REPORTING_TIMEZONE; default: " + DAYS + " days up to --to.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "Last day; default: today.")
    private LocalDate to;

    @Option(names = "--hours", description = "Compare each day by its hours, too: an answer more for each day.")
    private boolean hours;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The API, such as http://127.0.0.1:8080; default: of HTTP_HOST and HTTP_PORT.")
    private String url;

    @Option(
            names = "--against",
            paramLabel = "URL",
            description = "Another API on the same topics, such as a new generation: each is compared with the events,"
                    + " as of its answer's position, and so both with one another.")
    private String against;

    @Option(names = "--user-id", required = true, paramLabel = "ID", description = "As whom the API is asked.")
    private String userId;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with nothing but the user's token.")
    private Path tokenFile;

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    VerifyCommand() {
        this(Clock.systemUTC(), System.getenv());
    }

    VerifyCommand(Clock clock, Map<String, String> environment) {
        this.clock = clock;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        if (userId.isBlank() || !isPrintable(userId)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--user-id takes an id in printable ASCII, as a header carries it, but got " + userId);
        }
        String token = token();
        return configuration.with(settings -> verify(settings, token));
    }

    private int verify(Settings settings, String token) {
        Audit.Scope scope = scope(settings);
        List<LiveCharts> apis = new ArrayList<>();
        SSLContext trust;
        try {
            trust = Trust.also(settings.tls().authorities());
        } catch (TlsException unusable) {
            say(unusable.getMessage());
            return 2;
        }
        apis.add(new LiveCharts(address("--url", url == null ? ownUrl(settings) : url), userId, token, trust));
        if (against != null) {
            apis.add(new LiveCharts(address("--against", against), userId, token, trust));
        }
        Destination destination =
                ClientDestination.of(settings, settings.kafka().clientBootstrapServers());
        KafkaConnector connector = new KafkaConnector();
        Optional<String> obstacle = connector.obstacle(destination);
        if (obstacle.isPresent()) {
            say(obstacle.get());
            return 1;
        }
        try (TopicReader reader = new TopicReader(destination, connector)) {
            return compare(settings, scope, destination, reader, apis);
        } catch (AuditException e) {
            say(e.getMessage());
        } catch (KafkaException e) {
            say("Kafka at " + destination.bootstrapServers() + " cannot be read: " + e.getMessage());
        }
        return 1;
    }

    private int compare(
            Settings settings, Audit.Scope scope, Destination destination, TopicReader reader, List<LiveCharts> apis) {
        PrintWriter out = spec.commandLine().getOut();
        warnOfLostEvents(destination, reader);
        Audit audit = new Audit(
                scope,
                new EventLog(reader, destination),
                destination.deadLettersTopic(),
                new GroupOffsets(destination, settings.application().id(), this::say),
                out::println);
        AuditReport report = audit.run(apis);
        out.println("from " + scope.from() + " to " + scope.to() + " in " + scope.zone() + ":");
        out.println(report);
        out.flush();
        return report.differences() == 0 ? 0 : 1;
    }

    private void warnOfLostEvents(Destination destination, TopicReader reader) {
        for (String topic : List.of(destination.conversationsTopic(), destination.messagesTopic())) {
            if (reader.begins(topic).values().stream().anyMatch(begin -> begin > 0)) {
                say("Warning: the topic " + topic + " has lost its first events, which may still be in the charts.");
            }
        }
    }

    private Audit.Scope scope(Settings settings) {
        ZoneId zone = settings.events().reportingTimezone();
        LocalDate today = LocalDate.now(clock.withZone(zone));
        LocalDate last = to == null ? today : to;
        LocalDate first = from == null ? last.minusDays(DAYS - 1) : from;
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last.plusDays(1))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from takes a day up to --to and at most " + MOST_DAYS + " days before, but got " + first + " to "
                            + last);
        }
        int retention = settings.lifecycle().retentionDays();
        // The first day that is kept moves on with the clock, so it may leave while it is compared.
        LocalDate kept = today.minusDays(retention - 1L);
        if (retention > 0 && first.isBefore(kept)) {
            if (last.isBefore(kept)) {
                throw new ParameterException(
                        spec.commandLine(), "RETENTION_DAYS=" + retention + " keeps no day from --from to --to");
            }
            say("RETENTION_DAYS=" + retention + ": days before " + kept + " are left out.");
            first = kept;
        }
        return new Audit.Scope(first, last, hours, zone);
    }

    private String ownUrl(Settings settings) {
        if (settings.http().port() == 0) {
            throw new ParameterException(spec.commandLine(), "--url is needed where HTTP_PORT is 0: any free port");
        }
        String host = settings.http().host();
        String reached = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return (settings.tls().serves() ? "https://" : "http://")
                + (reached.contains(":") ? "[" + reached + "]" : reached) + ":"
                + settings.http().port() + settings.web().basePath();
    }

    private String address(String option, String text) {
        try {
            URI uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return text;
            }
        } catch (IllegalArgumentException notOne) {
            // Refused below.
        }
        throw new ParameterException(
                spec.commandLine(), option + " takes a URL such as http://127.0.0.1:8080, but got " + text);
    }

    private String token() {
        String token;
        try {
            token = tokenFile == null ? environment.getOrDefault(TOKEN_VARIABLE, "") : Files.readString(tokenFile);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--token-file takes a file that can be read, but got " + tokenFile);
        }
        String stripped = token.strip();
        if (stripped.isEmpty() || !isPrintable(stripped)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The user's token is needed, one line of printable text, in --token-file or " + TOKEN_VARIABLE);
        }
        return stripped;
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
