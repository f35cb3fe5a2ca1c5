package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator's log has, which is configured apart from that of the tests. */
class LoggingTest {
    @TempDir
    private Path folder;

    @Test
    @SuppressWarnings("unchecked")
    void shouldWriteAFailureAsOneObject() throws Exception {
        LoggerContext context;
        System.setProperty("livechat-metrics.log-format", "json");
        try {
            context = operatorsLog();
        } finally {
            System.clearProperty("livechat-metrics.log-format");
        }
        Logger logger = context.getLogger("dev.livechatmetrics.Test");
        LoggingEvent failure = new LoggingEvent(
                LoggingTest.class.getName(),
                logger,
                Level.ERROR,
                "Of {}\nand \"more\"",
                new IllegalStateException("why"),
                new Object[] {"one"});
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("json");

        List<LogLine> lines = LogLine.parse(new String(appender.getEncoder().encode(failure), UTF_8));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).level()).isEqualTo("ERROR");
        assertThat(lines.get(0).logger()).isEqualTo("dev.livechatmetrics.Test");
        assertThat(lines.get(0).message()).isEqualTo("Of one\nand \"more\"");
        assertThat(lines.get(0).stackTrace())
                .startsWith("java.lang.IllegalStateException: why\n\tat dev.livechatmetrics.cli.LoggingTest.");
    }

    /** Before there is a configuration, as all that is wrong with it must be in the log too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldWriteMistakesOfSettingsAsObjects(boolean inFile) throws Exception {
        Path file = Files.writeString(folder.resolve("settings.properties"), "LOG_FORMAT=json\n");
        Map<String, String> environment = new TreeMap<>(Map.of("HTTP_PORT", "eighty", "PEER_SECRET", "a\nb"));
        if (!inFile) {
            environment.put("LOG_FORMAT", "json");
        }
        String[] arguments = inFile ? new String[] {"serve", "--config=" + file} : new String[] {"serve"};
        try (CommandProcess serve = CommandProcess.startWithOperatorsLog(environment, arguments)) {
            assertThat(serve.exitStatus()).isEqualTo(2);
            assertThat(serve.out()).isEmpty();
            assertThat(LogLine.parse(serve.err()))
                    .allSatisfy(line -> assertThat(line.level()).isEqualTo("ERROR"))
                    .extracting(LogLine::message)
                    .anyMatch(message -> message.startsWith("HTTP_PORT takes "))
                    .anyMatch(message -> message.startsWith("PEER_SECRET takes "))
                    .anyMatch(message -> message.startsWith("AUTH_USERS_FILE takes "))
                    .noneMatch(message -> message.contains("a\nb"));
        }
    }

    private static LoggerContext operatorsLog() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
        return context;
    }

    @Test
    void shouldKeepStillAboutStandbysThatNobodyCanTake() throws Exception {
        LoggerContext context = operatorsLog();

        // By its class, so that a Kafka that calls it otherwise shows.
        Class<?> assignor =
                Class.forName("org.apache.kafka.streams.processor.internals.assignment.DefaultStandbyTaskAssignor");
        assertThat(context.getLogger(assignor).isWarnEnabled()).isFalse();
        assertThat(context.getLogger(assignor).isErrorEnabled()).isTrue();
        assertThat(context.getLogger(KafkaStreams.class).isWarnEnabled()).isTrue();
        assertThat(context.getLogger(KafkaStreams.class).isInfoEnabled()).isFalse();
    }
}
