package dev.livechatmetrics.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final PipelineException unknown =
            new PipelineException("not known here", new UnknownTopicOrPartitionException());

    @Test
    void shouldAskAgainWhereABrokerDoesNotKnowATopicYet() {
        Iterator<Boolean> known = List.of(false, false, true).iterator();

        assertThat(Topics.onceKnown(() -> answer(known.next()), Duration.ofMinutes(1)))
                .isEqualTo("its settings");
        assertThat(known).isExhausted();
    }

    @Test
    void shouldNotAskForEver() {
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> Topics.onceKnown(
                        () -> {
                            asked.incrementAndGet();
                            return answer(false);
                        },
                        Duration.ofMillis(50)))
                .isSameAs(unknown);
        assertThat(asked.get()).isGreaterThan(1);
    }

    @Test
    void shouldNotAskAgainAfterAnotherRefusal() {
        AtomicInteger asked = new AtomicInteger();
        PipelineException refused = new PipelineException("no", new TopicAuthorizationException("no"));

        assertThatThrownBy(() -> Topics.onceKnown(
                        () -> {
                            asked.incrementAndGet();
                            throw refused;
                        },
                        Duration.ofMinutes(1)))
                .isSameAs(refused);
        assertThat(asked).hasValue(1);
    }

    private String answer(boolean known) {
        if (!known) {
            throw unknown;
        }
        return "its settings";
    }
}
