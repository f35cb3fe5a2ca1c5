package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.livechatmetrics.schemas.event.ClosedBy;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Assigned;
import dev.livechatmetrics.schemas.event.LivechatEvent.Closed;
import dev.livechatmetrics.schemas.event.LivechatEvent.Deleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageEdited;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Opened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Queued;
import dev.livechatmetrics.schemas.event.LivechatEvent.Reopened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Transferred;
import dev.livechatmetrics.schemas.event.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that happens in a workspace happens in the simulated one, about as often as it should. */
class SimulationFeaturesTest {
    private static final int CONVERSATIONS = 4000;
    private static final Map<String, List<LivechatEvent>> HISTORIES = new LinkedHashMap<>();

    @BeforeAll
    static void simulate() {
        new Simulation(
                        11,
                        CONVERSATIONS,
                        30,
                        Instant.parse("2026-03-04T15:16:17.018Z").toEpochMilli())
                .events()
                .forEachRemaining(event -> HISTORIES
                        .computeIfAbsent(event.event().conversationId(), id -> new ArrayList<>())
                        .add(event.event()));
    }

    /** What, and in how many of a thousand conversations at least and at most. */
    static Stream<Arguments> features() {
        return Stream.of(
                feature(
                        "opened without department",
                        90,
                        130,
                        opened -> opened instanceof Opened event
                                && event.departmentId().equals(LivechatEvent.NONE)),
                feature("assigned", 890, 940, Assigned.class::isInstance),
                feature("greeted by a bot", 250, 310, sent(Sender.BOT)),
                feature("a visitor's message", 970, 1000, sent(Sender.VISITOR)),
                feature("an agent's message", 890, 940, sent(Sender.AGENT)),
                feature("a system message", 890, 940, sent(Sender.SYSTEM)),
                feature("transferred", 100, 140, Transferred.class::isInstance),
                feature("to a department's queue", 40, 80, transferred(true, false)),
                feature("to a colleague", 20, 55, transferred(false, true)),
                feature("to an agent of a department", 12, 40, transferred(true, true)),
                feature(
                        "to no department",
                        1,
                        10,
                        event -> event instanceof Transferred to && LivechatEvent.NONE.equals(to.departmentId())),
                feature("returned to the queue", 30, 65, Queued.class::isInstance),
                feature(
                        "returned, of the same department",
                        18,
                        45,
                        event -> event instanceof Queued queued && queued.departmentId() == null),
                feature(
                        "returned, of no department",
                        1,
                        12,
                        event -> event instanceof Queued queued && LivechatEvent.NONE.equals(queued.departmentId())),
                feature("closed", 985, 1000, Closed.class::isInstance),
                feature("closed by the agent", 570, 690, closed(ClosedBy.AGENT)),
                feature("closed by the visitor", 180, 250, closed(ClosedBy.VISITOR)),
                feature("closed by the system", 110, 190, closed(ClosedBy.SYSTEM)),
                feature("closed by whom is not said", 8, 35, closed(null)),
                feature("opened again", 30, 65, Reopened.class::isInstance),
                feature("a message edited", 80, 180, MessageEdited.class::isInstance),
                feature("a message deleted", 50, 120, MessageDeleted.class::isInstance),
                feature("deleted", 5, 18, Deleted.class::isInstance));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void shouldOccurAboutAsOftenAsInAWorkspace(String name, int least, int most, Predicate<LivechatEvent> feature) {
        long having = HISTORIES.values().stream()
                .filter(history -> history.stream().anyMatch(feature))
                .count();
        assertThat(having * 1000 / CONVERSATIONS).as(name).isBetween((long) least, (long) most);
    }

    @Test
    void shouldLeaveSomeVisitorsWithoutAnyAnswer() {
        long unanswered = HISTORIES.values().stream()
                .filter(history -> history.stream().noneMatch(sent(Sender.AGENT).or(sent(Sender.BOT))))
                .count();
        assertThat(unanswered * 1000 / CONVERSATIONS).isBetween(65L, 100L);
    }

    @Test
    void shouldHoldAboutTenMessagesAConversation() {
        long messages = HISTORIES.values().stream()
                .flatMap(Collection::stream)
                .filter(MessageSent.class::isInstance)
                .count();
        assertThat((double) messages / CONVERSATIONS).isBetween(9.0, 11.0);
    }

    @Test
    void shouldServeDepartmentsOfDifferentVolumeAndSpeed() {
        Map<String, List<Long>> waits = new LinkedHashMap<>();
        for (List<LivechatEvent> history : HISTORIES.values()) {
            Opened opened = (Opened) history.get(0);
            history.stream()
                    .filter(Assigned.class::isInstance)
                    .findFirst()
                    .ifPresent(assigned -> waits.computeIfAbsent(opened.departmentId(), id -> new ArrayList<>())
                            .add(assigned.occurredAtMillis() - opened.occurredAtMillis()));
        }
        assertThat(waits).hasSize(Department.values().length);
        assertThat(waits.get(Department.SUPPORT.id()).size())
                .isGreaterThan(2 * waits.get(Department.RETURNS.id()).size());
        assertThat(median(waits.get(Department.TECHNICAL.id())))
                .isGreaterThan(3 * median(waits.get(Department.SALES.id())));
    }

    @Test
    void shouldDeleteAndEditOnlyMessagesThatWereSent() {
        for (List<LivechatEvent> history : HISTORIES.values()) {
            List<String> sent = new ArrayList<>();
            for (LivechatEvent event : history) {
                if (event instanceof MessageSent message) {
                    sent.add(message.messageId());
                } else if (event instanceof MessageEdited edited) {
                    assertThat(sent).contains(edited.messageId());
                } else if (event instanceof MessageDeleted deleted) {
                    assertThat(sent).contains(deleted.messageId());
                }
            }
        }
    }

    private static Arguments feature(String name, int least, int most, Predicate<LivechatEvent> feature) {
        return arguments(name, least, most, feature);
    }

    private static Predicate<LivechatEvent> sent(Sender sender) {
        return event -> event instanceof MessageSent message && message.sender() == sender;
    }

    private static Predicate<LivechatEvent> closed(ClosedBy closedBy) {
        return event -> event instanceof Closed closed && closed.closedBy() == closedBy;
    }

    private static Predicate<LivechatEvent> transferred(boolean department, boolean agent) {
        return event -> event instanceof Transferred to
                && (to.departmentId() != null) == department
                && (to.agentId() != null) == agent;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
