package dev.livechatmetrics.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final int EVENTS = 100_000;

    private final List<TrafficEvent> events = events(1);

    @Test
    void sameSeedGivesTheSameBytes() {
        assertThat(texts(events(1))).isEqualTo(texts(events));
        assertThat(texts(events(2))).isNotEqualTo(texts(events));
    }

    @Test
    void everyEventIsOneThatThePipelineApplies() {
        EventDecoder decoder = new EventDecoder();
        Set<String> identities = new HashSet<>();
        for (TrafficEvent event : events) {
            byte[] key = event.conversationId().getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(event.step().isMessage(), key, event.value(), Long.MAX_VALUE);
            assertThat(decoded).isInstanceOf(Decoded.Event.class);
            assertThat(identities.add(((Decoded.Event) decoded).event().identity()))
                    .isTrue();
        }
    }

    @Test
    void shouldComeInTheOrderOfTimeWithManyConversationsOpenAtOnce() {
        assertThat(events).isSortedAccordingTo((one, other) -> Long.compare(one.atMillis(), other.atMillis()));
        LogTotals totals = totals();
        assertThat(totals.conversations() - totals.closedConversations()).isBetween(100L, 1_000L);
    }

    @Test
    void shouldHaveTheSizesThatTheMeasurementsAreMadeFor() {
        LogTotals totals = totals();
        assertThat(totals.events()).isEqualTo(EVENTS);
        assertThat(totals.bytes() / EVENTS).isBetween(250L, 350L);
        assertThat((double) EVENTS / totals.conversations()).isCloseTo(13, within(0.8));
        assertThat((double) (totals.messages() + totals.visitorMessages()) / totals.conversations())
                .isCloseTo(10, within(0.8));
        assertThat(totals.firstDay()).isEqualTo("2025-01-01");
        assertThat(totals.lastDay()).isBetween("2025-01-04", "2025-01-06");
    }

    private LogTotals totals() {
        LogTotals totals = LogTotals.NONE;
        for (TrafficEvent event : events) {
            totals = totals.plus(event);
        }
        return totals;
    }

    private static List<TrafficEvent> events(long seed) {
        List<TrafficEvent> events = new ArrayList<>();
        new Traffic(seed, EVENTS).forEachRemaining(events::add);
        return events;
    }

    private static List<String> texts(List<TrafficEvent> events) {
        return events.stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
