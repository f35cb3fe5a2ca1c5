package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

/** What an operator's log has, which is configured apart from that of the tests. */
class LoggingTest {
    @Test
    void shouldKeepStillAboutStandbysThatNobodyCanTake() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));

        // By its class, so that a Kafka that calls it otherwise shows.
        Class<?> assignor =
                Class.forName("org.apache.kafka.streams.processor.internals.assignment.DefaultStandbyTaskAssignor");
        assertThat(context.getLogger(assignor).isWarnEnabled()).isFalse();
        assertThat(context.getLogger(assignor).isErrorEnabled()).isTrue();
        assertThat(context.getLogger(KafkaStreams.class).isWarnEnabled()).isTrue();
        assertThat(context.getLogger(KafkaStreams.class).isInfoEnabled()).isFalse();
    }
}
