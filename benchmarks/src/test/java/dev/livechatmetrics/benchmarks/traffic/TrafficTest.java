package dev.livechatmetrics.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final int EVENTS = 100_000;
    private static final Pattern DEPARTMENT = Pattern.compile("\"departmentId\":\"([^\"]+)\"");

    private static final List<TrafficEvent> ONE = events(1);

    @Test
    void sameSeedGivesTheSameBytes() {
        assertThat(texts(events(1))).isEqualTo(texts(ONE));
        assertThat(texts(events(2))).isNotEqualTo(texts(ONE));
    }

    @Test
    void everyEventIsOneThatThePipelineApplies() {
        EventDecoder decoder = new EventDecoder();
        Set<String> identities = new HashSet<>();
        for (TrafficEvent event : ONE) {
            byte[] key = event.conversationId().getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(event.step().isMessage(), key, event.value(), Long.MAX_VALUE);
            assertThat(decoded).isInstanceOf(Decoded.Event.class);
            assertThat(identities.add(((Decoded.Event) decoded).event().identity()))
                    .isTrue();
        }
    }

    @Test
    void shouldComeInTheOrderOfTimeWithManyConversationsOpenAtOnce() {
        assertThat(ONE).isSortedAccordingTo((one, other) -> Long.compare(one.atMillis(), other.atMillis()));
        LogTotals.Counter counter = new LogTotals.Counter();
        ONE.forEach(counter::count);
        LogTotals totals = counter.totals();
        assertThat(totals.conversations() - totals.closedConversations()).isBetween(100L, 1_000L);
    }

    /** A fifth of the log of the measurements: about 300 bytes an event, 18 of 90 days, 100 departments. */
    @Test
    void shouldHaveTheSizesThatTheMeasurementsAreMadeFor() {
        long count = 400_000;
        LogTotals.Counter counter = new LogTotals.Counter();
        Set<String> departments = new HashSet<>();
        long valueBytes = 0;
        for (Iterator<TrafficEvent> all = new Traffic(TrafficShape.USUAL, 1).next(count); all.hasNext(); ) {
            TrafficEvent event = all.next();
            counter.count(event);
            Matcher department = DEPARTMENT.matcher(new String(event.value(), StandardCharsets.UTF_8));
            if (department.find()) {
                departments.add(department.group(1));
            }
            valueBytes += event.value().length;
        }
        LogTotals totals = counter.totals();
        assertThat(totals.events()).isEqualTo(count);
        assertThat(valueBytes / count).isBetween(290L, 310L);
        assertThat((double) count / totals.conversations()).isCloseTo(13, within(0.1));
        assertThat((double) (totals.messages() + totals.visitorMessages()) / totals.conversations())
                .isCloseTo(10, within(0.1));
        assertThat(totals.firstDay()).isEqualTo("2025-01-01");
        assertThat(totals.lastDay()).isBetween("2025-01-18", "2025-01-19");
        assertThat(departments).hasSize(100);
    }

    @Test
    void longConversationsGoOnAtTheSameTimeFromTheFirstDayToTheLast() {
        int messages = 1_000;
        long count = 50_000;
        Iterator<TrafficEvent> all = new Traffic(TrafficShape.longConversations(messages, count), 1).next(count);
        Set<String> conversations = new HashSet<>();
        Map<String, Integer> inTheMiddle = new HashMap<>();
        TrafficEvent event = all.next();
        for (int i = 1; all.hasNext(); i++) {
            event = all.next();
            conversations.add(event.conversationId());
            if (i > count / 2 && i <= count / 2 + messages) {
                inTheMiddle.merge(event.conversationId(), 1, Integer::sum);
            }
        }
        assertThat(conversations).hasSizeBetween(48, 52);
        assertThat(inTheMiddle).hasSize(conversations.size());
        assertThat(Instant.ofEpochMilli(event.atMillis()))
                .isBetween(Instant.parse("2025-03-20T00:00:00Z"), Instant.parse("2025-04-10T00:00:00Z"));
    }

    @Test
    void liveTrafficComesToItsRateInMinutes() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        long tenthMinute = start.plusSeconds(9 * 60).toEpochMilli();
        Traffic traffic = new Traffic(TrafficShape.eventsASecond(1_000, start), 1);
        int events = 0;
        for (TrafficEvent event = traffic.next(); event.atMillis() < tenthMinute + 60_000; event = traffic.next()) {
            events += event.atMillis() >= tenthMinute ? 1 : 0;
        }
        assertThat(events / 60).isBetween(600, 1_000);
    }

    private static List<TrafficEvent> events(long seed) {
        List<TrafficEvent> events = new ArrayList<>();
        new Traffic(TrafficShape.USUAL, seed).next(EVENTS).forEachRemaining(events::add);
        return events;
    }

    private static List<String> texts(List<TrafficEvent> events) {
        return events.stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
