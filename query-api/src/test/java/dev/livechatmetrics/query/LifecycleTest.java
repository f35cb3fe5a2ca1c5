package dev.livechatmetrics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What time does to conversations, rule by rule, with the real stores and the real schedule where these matter. */
final class LifecycleTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Instant DAY_AFTER_NEXT = Instant.parse("2026-03-03T10:00:00Z");
    private static final Duration UNTIL_FIRST_PASS = Duration.ofMinutes(1);
    private static final Duration SLICE = Duration.ofMillis(100);
    /** More than the rows of one slice. */
    private static final int MANY = 1_100;

    @Test
    void shouldCondenseSliceBySlice() {
        LifecycleLimits limits = new LifecycleLimits(30, 0, 100, 0);
        List<WireEvent> events = manyClosed();
        try (DrivenPipeline pipeline = new DrivenPipeline(ZoneOffset.UTC, 1, limits, DAY_AFTER_NEXT)) {
            pipeline.send(events);
            pipeline.advanceClock(UNTIL_FIRST_PASS);
            for (int slice = 0; slice < 5; slice++) {
                pipeline.advanceClock(SLICE);
            }
            assertThat(pipeline.lifecycle().condensed()).as("too early").isZero();

            pipeline.advanceClock(Duration.ofDays(31));
            pipeline.advanceClock(SLICE);
            assertThat(pipeline.lifecycle().condensed()).isBetween(1L, MANY - 1L);
            for (int slice = 0; slice < MANY && pipeline.lifecycle().condensed() < MANY; slice++) {
                pipeline.advanceClock(SLICE);
            }
            assertThat(pipeline.lifecycle()).isEqualTo(new LifecycleCounts(MANY, 0, 0, 0));
            assertShowsAll(pipeline::chart, events);

            pipeline.send(closedConversation("c7", DAY, 7));
            assertThat(pipeline.ledger().duplicate()).isEqualTo(4);
            pipeline.send(message("c7", "late", DAY + "T09:00:00Z", "agent"));
            assertThat(pipeline.deadLetters()).singleElement().satisfies(deadLetter -> {
                assertThat(deadLetter.key()).isEqualTo("c7".getBytes(UTF_8));
                assertThat(new String(
                                deadLetter
                                        .headers()
                                        .lastHeader("livechat.error.reason")
                                        .value(),
                                UTF_8))
                        .isEqualTo("too-late");
            });
            pipeline.send(message("c7", "late", DAY + "T09:00:00Z", "agent"));
            assertThat(pipeline.ledger().deadLetters())
                    .as("it is not remembered")
                    .containsEntry("too-late", 2L);
            assertShowsAll(pipeline::chart, events);
        }
    }

    @Test
    void shouldGoOnAfterARestartInTheMiddleOfAPass() {
        BarePipeline pipeline = bare(new LifecycleLimits(30, 0, 100, 0));
        List<WireEvent> events = manyClosed();
        events.forEach(pipeline::send);
        pipeline.commit();
        pipeline.setClock(DAY_AFTER_NEXT.plus(Duration.ofDays(31)).toEpochMilli());

        pipeline.sweepOneSlice();
        assertThat(pipeline.lifecycle().condensed()).isBetween(1L, MANY - 1L);
        pipeline.restart();
        pipeline.sweep();
        assertThat(pipeline.lifecycle()).isEqualTo(new LifecycleCounts(MANY, 0, 0, 0));
        assertShowsAll(pipeline::chart, events);
        pipeline.restart();
        pipeline.sweep();
        assertThat(pipeline.lifecycle()).as("once each").isEqualTo(new LifecycleCounts(MANY, 0, 0, 0));
    }

    /** How a pipeline is asked for a chart. */
    @FunctionalInterface
    private interface Asked {
        String chart(String chartName, LocalDate start, LocalDate end, String department, ZoneId zone);
    }

    private static void assertShowsAll(Asked pipeline, List<WireEvent> events) {
        NaiveCharts expected = NaiveCharts.of(events);
        for (String chart : NaiveCharts.chartNames()) {
            assertThat(pipeline.chart(chart, DAY, DAY.plusDays(1), null, ZoneOffset.UTC))
                    .isEqualTo(expected.chart(chart, DAY, DAY.plusDays(1), null, ZoneOffset.UTC)
                            .body());
        }
    }

    private static List<WireEvent> manyClosed() {
        List<WireEvent> events = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            events.addAll(closedConversation("c" + i, DAY, i % 60));
        }
        return events;
    }

    @Test
    void shouldShowNoPartOfADayThatLeaves() {
        ZoneId zone = ZoneId.of("Asia/Kathmandu");
        LifecycleLimits limits = new LifecycleLimits(0, 10, 100, 0);
        List<WireEvent> leaving = new ArrayList<>(closedConversation("early", DAY.minusDays(1), 3));
        for (int i = 0; i < MANY; i++) {
            leaving.addAll(closedConversation("old" + i, DAY, 2 + i % 50));
        }
        List<WireEvent> staying = new ArrayList<>(closedConversation("new1", DAY.plusDays(1), 5));
        staying.addAll(closedConversation("new2", DAY.plusDays(1), 9));
        try (DrivenPipeline pipeline = new DrivenPipeline(zone, 1, limits, DAY_AFTER_NEXT)) {
            pipeline.send(leaving);
            pipeline.send(staying);
            pipeline.advanceClock(Duration.ofDays(9));
            NaiveCharts remaining = NaiveCharts.of(staying);

            pipeline.advanceClock(UNTIL_FIRST_PASS);
            for (int slice = 0; slice < 1 || pipeline.lifecycle().expired() < MANY + 1; slice++) {
                assertThat(slice).as("slices").isLessThan(2 * MANY);
                pipeline.advanceClock(SLICE);
                assertShows(pipeline, remaining, "Total_conversations", zone);
                assertShows(pipeline, remaining, "Best_first_response_time", zone);
                new ComparedLists(pipeline.listings(), remaining).check(DAY, zone, new SplittableRandom(slice));
            }
            assertShows(pipeline, remaining, "Total_conversations", ZoneId.of("Pacific/Auckland"));

            pipeline.send(leaving);
            assertShows(pipeline, remaining, "Total_conversations", zone);
            assertThat(pipeline.ledger().ignored())
                    .as("openings of what has left")
                    .isEqualTo(MANY + 1);
        }
    }

    private static void assertShows(DrivenPipeline pipeline, NaiveCharts expected, String chart, ZoneId zone) {
        for (int hours = 0; hours < 2; hours++) {
            LocalDate end = hours == 1 ? DAY : DAY.plusDays(2);
            LocalDate start = hours == 1 ? DAY : DAY.minusDays(2);
            assertThat(pipeline.chart(chart, start, end, null, zone))
                    .isEqualTo(expected.chart(chart, start, end, null, zone).body());
        }
    }

    /** The row says that it was closed long ago; the conversation in memory knows better. */
    @Test
    void shouldJudgeWhatIsInMemoryByItself() {
        BarePipeline pipeline = bare(new LifecycleLimits(30, 0, 100, 0));
        closedConversation("c", DAY, 1).forEach(pipeline::send);
        pipeline.commit();
        pipeline.setClock(DAY_AFTER_NEXT.plus(Duration.ofDays(31)).toEpochMilli());
        pipeline.send(event("conversations", "c", "conversation.reopened", "r", "2026-04-03T08:00:00Z", ""));

        pipeline.sweep();
        assertThat(pipeline.lifecycle()).isEqualTo(new LifecycleCounts(0, 0, 0, 0));
        pipeline.commit();
        pipeline.sweep();
        assertThat(pipeline.lifecycle()).isEqualTo(new LifecycleCounts(0, 0, 0, 0));
    }

    @Test
    void shouldLetSoManyEventsWaitAndNoMore() {
        BarePipeline pipeline = bare(new LifecycleLimits(0, 0, 3, 0));
        for (int i = 0; i < 5; i++) {
            pipeline.send(message("c", "m" + i, DAY + "T08:00:0" + i + "Z", "agent"));
            pipeline.send(message("c", "m0", DAY + "T08:00:00Z", "agent"));
        }
        assertThat(pipeline.ledger().applied()).isEqualTo(3);
        assertThat(pipeline.ledger().duplicate()).isEqualTo(5);
        assertThat(pipeline.ledger().deadLetters()).containsEntry("too-many-waiting", 2L);

        pipeline.send(event("conversations", "c", "conversation.opened", "o", DAY + "T08:00:00Z", ""));
        pipeline.send(message("c", "m4", DAY + "T08:00:04Z", "agent"));
        assertThat(pipeline.chart("Total_messages", DAY, DAY.plusDays(1), null, ZoneOffset.UTC))
                .contains("[4,0]");
    }

    @Test
    void shouldObeyADeletionHoweverManyEventsWait() {
        BarePipeline pipeline = bare(new LifecycleLimits(0, 0, 1, 1));
        pipeline.send(message("c", "m", DAY + "T08:00:00Z", "agent"));
        pipeline.send(event("conversations", "c", "conversation.deleted", "d", DAY + "T08:00:00Z", ""));
        pipeline.send(message("c", "n", DAY + "T08:00:00Z", "agent"));
        pipeline.send(WireEvent.tombstone("e"));
        assertThat(pipeline.ledger().applied()).isEqualTo(3);
        assertThat(pipeline.ledger().ignored()).isEqualTo(1);

        pipeline.commit();
        pipeline.setClock(DAY_AFTER_NEXT.plus(Duration.ofDays(1_000)).toEpochMilli());
        pipeline.sweep();
        assertThat(pipeline.lifecycle()).as("deleted is final").isEqualTo(new LifecycleCounts(0, 0, 0, 0));
    }

    @Test
    void shouldStopWaitingForAnOpeningThatDoesNotCome() {
        BarePipeline pipeline = bare(new LifecycleLimits(0, 0, 100, 7));
        pipeline.send(message("c", "m1", DAY + "T08:00:00Z", "agent"));
        pipeline.send(message("c", "m2", DAY + "T08:00:00Z", "agent"));
        pipeline.commit();
        pipeline.setClock(DAY_AFTER_NEXT.plus(Duration.ofDays(7)).toEpochMilli());
        pipeline.sweep();
        assertThat(pipeline.lifecycle().waitingEvents())
                .as("seven days and not more")
                .isZero();

        pipeline.setClock(DAY_AFTER_NEXT.plus(Duration.ofDays(8)).toEpochMilli());
        pipeline.sweep();
        assertThat(pipeline.lifecycle()).isEqualTo(new LifecycleCounts(0, 0, 1, 2));
        pipeline.restart();
        assertThat(pipeline.lifecycle()).as("counts are kept").isEqualTo(new LifecycleCounts(0, 0, 1, 2));

        pipeline.send(event("conversations", "c", "conversation.opened", "o", DAY + "T08:00:00Z", ""));
        pipeline.send(message("c", "m1", DAY + "T08:00:00Z", "agent"));
        assertThat(pipeline.ledger().applied()).as("applied, once more").isEqualTo(4);
    }

    /** An event's date is compared with the clock's horizon and moves nothing. */
    @Test
    void shouldIgnoreAnOpeningThatIsTooOldAndDropWhatWaitsForIt() {
        BarePipeline pipeline = bare(new LifecycleLimits(0, 1, 100, 7));
        pipeline.send(message("c", "m1", DAY + "T08:00:00Z", "agent"));
        pipeline.send(event("conversations", "c", "conversation.opened", "o", DAY + "T08:00:00Z", ""));
        pipeline.send(event("conversations", "d", "conversation.opened", "o", "2026-03-02T00:00:00Z", ""));
        pipeline.send(event("conversations", "e", "conversation.opened", "o", "2026-03-01T23:59:59.999Z", ""));

        assertThat(pipeline.lifecycle()).isEqualTo(new LifecycleCounts(0, 0, 1, 1));
        assertThat(pipeline.ledger().ignored()).isEqualTo(2);
        assertThat(pipeline.chart("Total_conversations", DAY, DAY.plusDays(2), null, ZoneOffset.UTC))
                .contains("[0,1,0]");
    }

    private static BarePipeline bare(LifecycleLimits limits) {
        return new BarePipeline(ZoneOffset.UTC, 1, limits, DAY_AFTER_NEXT.toEpochMilli());
    }

    /** Opened at noon, asked at once, answered after so many seconds, closed. */
    private static List<WireEvent> closedConversation(String id, LocalDate day, int responseSeconds) {
        String noon = day + "T12:00:";
        return List.of(
                event("conversations", id, "conversation.opened", "o", noon + "00Z", ",\"departmentId\":\"sales\""),
                message(id, "q", noon + "00.500Z", "visitor"),
                message(id, "a", day + "T12:00:" + "%02d.5Z".formatted(Math.min(59, 1 + responseSeconds)), "agent"),
                event("conversations", id, "conversation.closed", "c", day + "T12:05:00Z", ""));
    }

    private static WireEvent message(String id, String messageId, String at, String sender) {
        return WireEvent.of(
                "messages",
                id,
                "{\"type\":\"message.sent\",\"conversationId\":\"" + id + "\",\"messageId\":\"" + messageId
                        + "\",\"occurredAt\":\"" + at + "\",\"sender\":\"" + sender + "\"}");
    }

    private static WireEvent event(String topic, String id, String type, String eventId, String at, String more) {
        return WireEvent.of(
                topic,
                id,
                "{\"type\":\"" + type + "\",\"conversationId\":\"" + id + "\",\"eventId\":\"" + eventId
                        + "\",\"occurredAt\":\"" + at + "\"" + more + "}");
    }
}
