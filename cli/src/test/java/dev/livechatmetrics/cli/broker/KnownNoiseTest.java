package dev.livechatmetrics.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.utils.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Through Kafka's own logs, as they say a thing otherwise than who calls them. */
class KnownNoiseTest {
    private static final String RETRIED =
            "Got error produce response with correlation id {} on topic-partition {}, retrying ({} attempts left). Error: {}";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger(KnownNoiseTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final KnownNoise noise = new KnownNoise();
    private final org.slf4j.Logger kafka = new LogContext("[Producer clientId=p] ").logger(KnownNoiseTest.class);

    @BeforeEach
    void listen() {
        context.addTurboFilter(noise);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leave() {
        context.getTurboFilterList().remove(noise);
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void shouldDropWhatAProducerRetriesAsTransactionsFollowOneAnother() {
        kafka.warn(RETRIED, 34, "topic-1", 7, "CONCURRENT_TRANSACTIONS");
        kafka.warn(RETRIED, 35, "topic-1", 7, "OUT_OF_ORDER_SEQUENCE_NUMBER");
        kafka.error("Error processing append operation on partition topic-1", new OutOfOrderSequenceException("160"));
        kafka.warn("Failed to delete state store directory of /data/streams for it is not empty");

        assertThat(lines.list).isEmpty();
    }

    @Test
    void shouldKeepWhatIsWrong() {
        kafka.warn(RETRIED, 34, "topic-1", 7, "NOT_ENOUGH_REPLICAS");
        kafka.error("Error processing append operation on partition topic-1", new NotLeaderOrFollowerException("why"));
        kafka.error("The transaction failed", new OutOfOrderSequenceException("160"));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo(List.of(
                        "[Producer clientId=p] Got error produce response with correlation id 34 on topic-partition topic-1,"
                                + " retrying (7 attempts left). Error: NOT_ENOUGH_REPLICAS",
                        "[Producer clientId=p] Error processing append operation on partition topic-1",
                        "[Producer clientId=p] The transaction failed"));
    }
}
