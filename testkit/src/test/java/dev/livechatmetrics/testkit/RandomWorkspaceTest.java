package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomWorkspaceTest {

    private static final List<String> FEATURES = List.of(
            "opened never",
            "opened several times",
            "department named",
            "department null",
            "department empty",
            "department absent",
            "transferred with agent",
            "transferred without agent",
            "queued with department",
            "queued without department",
            "moved before opened",
            "sent by visitor",
            "sent by agent",
            "sent by bot",
            "sent by system",
            "greeting before the visitor",
            "closed",
            "closed before opened",
            "closed again",
            "reopened",
            "edited",
            "deletion of an unknown message",
            "deletion before its message",
            "several deletions of a message",
            "conversation deleted",
            "tombstone",
            "message before opened",
            "tie across topics",
            "tie inside a type",
            "offset",
            "offset of 18 hours",
            "fraction of 0 digits",
            "fraction of 1 digits",
            "fraction of 2 digits",
            "fraction of 3 digits",
            "fraction of 4 digits",
            "fraction of 5 digits",
            "fraction of 6 digits",
            "fraction of 7 digits",
            "fraction of 8 digits",
            "fraction of 9 digits",
            "multi-byte id",
            "id of 256 bytes",
            "order differs in UTF-16",
            "identity used by another type",
            "nested unread field",
            "escaped text",
            "other topic");

    private static final int SEEDS = 200;
    private static final int CONVERSATIONS = 5;

    @Test
    void shouldRepeatItselfForTheSameSeed() {
        List<WireEvent> events = RandomWorkspace.events(7, 20);

        assertThat(RandomWorkspace.events(7, 20)).isEqualTo(events);
        assertThat(RandomWorkspace.events(8, 20)).isNotEqualTo(events).doesNotContainAnyElementsOf(events);
        assertThat(RandomWorkspace.disordered(1, events)).isEqualTo(RandomWorkspace.disordered(1, events));
    }

    @Test
    void shouldYieldDistinctEventsOnly() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<WireEvent> events = RandomWorkspace.events(seed, CONVERSATIONS);

            assertThat(NaiveCharts.of(events).distinctEvents())
                    .as("seed %s", seed)
                    .isEqualTo(events.size());
        }
    }

    @Test
    void shouldRepeatThreeInTenAndLoseNone() {
        List<WireEvent> events = RandomWorkspace.events(7, 500);
        List<WireEvent> delivered = RandomWorkspace.disordered(7, events);

        assertThat(new HashSet<>(delivered)).isEqualTo(new HashSet<>(events));
        assertThat(delivered.size() / (double) events.size()).isBetween(1.25, 1.35);
    }

    @Test
    void answersIgnoreOrderAndRepetition() {
        for (long seed = 0; seed < 50; seed++) {
            ClockChange change = RandomWorkspace.clockChange(seed);
            List<WireEvent> events = RandomWorkspace.events(seed, CONVERSATIONS);
            NaiveCharts once = NaiveCharts.of(events);
            NaiveCharts again = NaiveCharts.of(RandomWorkspace.disordered(seed, events));

            for (String chart : NaiveCharts.chartNames()) {
                assertThat(again.chart(
                                chart, change.days().get(0), change.days().get(6), null, change.zone()))
                        .as("seed %s, %s", seed, chart)
                        .isEqualTo(once.chart(
                                chart, change.days().get(0), change.days().get(6), null, change.zone()));
            }
        }
    }

    @Test
    void shouldOpenEveryConversationOnADayWorthAskingFor() {
        for (long seed = 0; seed < 50; seed++) {
            ClockChange change = RandomWorkspace.clockChange(seed);
            NaiveCharts charts = NaiveCharts.of(RandomWorkspace.events(seed, 50));
            ChartAnswer answer = charts.chart(
                    "Total_conversations", change.days().get(0), change.days().get(6), null, change.zone());

            assertThat(answer.points().stream().mapToInt(Integer::parseInt).sum())
                    .as("seed %s", seed)
                    .isEqualTo(charts.countedConversations())
                    .isGreaterThan(20);
        }
    }

    @Test
    void shouldLiveAroundRealClockChanges() {
        assertThat(ClockChange.ALL)
                .allSatisfy(change -> assertThat(change.zone()
                                .getRules()
                                .nextTransition(change.at().minusMillis(1))
                                .getInstant())
                        .isEqualTo(change.at()));
    }

    /** A generator that silently stops producing a feature makes every test built on it worthless. */
    @Test
    void shouldExerciseEveryFeature() {
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Map<String, ObservedConversation> conversations = new HashMap<>();
            for (WireEvent event : RandomWorkspace.events(seed, CONVERSATIONS)) {
                conversations
                        .computeIfAbsent(event.keyText(), id -> new ObservedConversation(seen))
                        .read(event);
            }
            conversations.values().forEach(ObservedConversation::finish);
        }

        for (String feature : FEATURES) {
            assertThat(seen.getOrDefault(feature, 0)).as(feature).isGreaterThanOrEqualTo(SEEDS / 10);
        }
    }
}
