package dev.livechatmetrics.query.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicLogTest {
    private static final List<LivechatEvent> EVENTS = List.of(
            new LivechatEvent.Opened("R", 0, "rc:opened", LivechatEvent.NONE),
            new LivechatEvent.MessageSent("R", 1, "M", Sender.VISITOR, null));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private TopicLog log(MockProducer<byte[], byte[]> to, Duration patience) {
        return new TopicLog(to, "conversations", "messages", patience);
    }

    @Test
    void shouldKeepEventsInTheirTopicsUnderTheConversationsId() {
        assertThat(log(producer, TopicLog.PATIENCE).append(EVENTS)).isTrue();
        assertThat(producer.history().stream()
                        .map(record -> record.topic() + " " + new String(record.key(), StandardCharsets.UTF_8)))
                .containsExactly("conversations R", "messages R");
    }

    @Test
    void shouldNotSayThatTheyAreKeptBeforeKafkaDoes() {
        MockProducer<byte[], byte[]> silent =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        assertThat(log(silent, Duration.ofMillis(50)).append(EVENTS)).isFalse();
    }

    @Test
    void shouldNotSayThatTheyAreKeptWhereKafkaRefuses() {
        producer.sendException = new TimeoutException("gone");
        assertThat(log(producer, TopicLog.PATIENCE).append(EVENTS)).isFalse();
    }

    @Test
    void shouldNotSayThatTheyAreKeptOnceItIsClosed() {
        TopicLog log = log(producer, TopicLog.PATIENCE);
        log.close();
        assertThat(log.append(EVENTS)).isFalse();
    }
}
