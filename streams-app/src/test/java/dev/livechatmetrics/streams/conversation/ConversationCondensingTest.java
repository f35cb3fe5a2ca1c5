package dev.livechatmetrics.streams.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.Standing.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A condensed conversation contributes what it did, knows what it knew, and takes transfers and deletions alone. */
final class ConversationCondensingTest {
    private static final long LONG_AFTER = Events.at(1_000_000_000);

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final MemoryRows rows = new MemoryRows();
    private Conversation conversation = new Conversation(Events.ID, rows);

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(Kind.CONDENSED, List.of(Events.closed(10))),
                Arguments.of(Kind.CONDENSED, List.of(Events.closed(10), Events.reopened(9))),
                Arguments.of(Kind.CONDENSED, List.of(Events.closed(20), Events.reopened(15), Events.closed(10))),
                Arguments.of(Kind.CONDENSED, List.of(Events.closed(10), Events.agent(20))),
                Arguments.of(Kind.OPEN, List.of(Events.closed(10), Events.reopened(11))),
                Arguments.of(Kind.OPEN, List.of(Events.reopened(11), Events.closed(10))),
                Arguments.of(Kind.OPEN, List.of(Events.closed(10), Events.closed(12), Events.reopened(12))));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void shouldCondenseWhatIsClosedAndNotOpenAgain(Kind kind, List<LivechatEvent> ending) {
        take(Events.opened(0, "d1"));
        ending.forEach(this::take);
        assertThat(conversation.standing().kind()).isEqualTo(Kind.CLOSED);

        assertThat(conversation.condense(LONG_AFTER)).isTrue();
        assertThat(conversation.standing().kind()).isEqualTo(kind);
        saveAndLoad();
        assertThat(conversation.standing().kind()).isEqualTo(kind);
    }

    @Test
    void shouldBeJudgedAnewAfterAnEvent() {
        take(Events.opened(0, "d1"));
        take(Events.closed(10));
        take(Events.reopened(11));
        conversation.condense(LONG_AFTER);
        saveAndLoad();

        take(Events.closed(12));
        assertThat(conversation.standing().kind()).isEqualTo(Kind.CLOSED);
        conversation.condense(LONG_AFTER);
        assertThat(conversation.standing().kind()).isEqualTo(Kind.CONDENSED);
    }

    @Test
    void shouldWaitUntilItsLatestEventIsOldEnough() {
        take(Events.opened(0, "d1"));
        take(Events.closed(10));
        take(Events.agent(20));

        assertThat(conversation.condense(Events.at(20))).isFalse();
        assertThat(conversation.standing().kind()).isEqualTo(Kind.CLOSED);
        assertThat(conversation.condense(Events.at(20) + 1)).isTrue();
        assertThat(conversation.standing().kind()).isEqualTo(Kind.CONDENSED);
    }

    static Stream<Arguments> newEvents() {
        return Stream.of(
                Arguments.of(Outcome.APPLIED, "d9", Events.transferred(400, "d9", null)),
                Arguments.of(Outcome.APPLIED, "d9", Events.transferred(400, "d9", "agent-9")),
                Arguments.of(Outcome.APPLIED, "", Events.transferred(400, "", null)),
                Arguments.of(Outcome.APPLIED, "d9", Events.queued(400, "d9")),
                Arguments.of(Outcome.APPLIED, "d2", Events.transferred(299, "d9", null)),
                Arguments.of(Outcome.APPLIED, "d2", Events.queued(-1, "d9")),
                // At the time of the transfer that decides: its identity is transferred-300.0.
                Arguments.of(Outcome.APPLIED, "d9", Events.queued(300, "d9")),
                Arguments.of(Outcome.APPLIED, "d9", Events.transferred("u", 300, "d9", null)),
                Arguments.of(Outcome.APPLIED, "d2", Events.transferred("a", 300, "d9", null)),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.transferred(400, null, "agent-9")),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.queued(400, null)),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.opened("other", -10, "d9")),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.assigned(400)),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.closed(700)),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.reopened(700)),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.agent(400)),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.messageDeleted("x", 400, "agent-81.0")),
                Arguments.of(Outcome.DEAD_LETTERED, "d2", Events.messageEdited("x", 400, "agent-81.0")),
                Arguments.of(Outcome.DUPLICATE, "d2", Events.agent(81)),
                Arguments.of(Outcome.DUPLICATE, "d2", Events.transferred(300, "d2", "agent-2")));
    }

    @ParameterizedTest
    @MethodSource("newEvents")
    void shouldMoveToADepartmentAndTakeNothingElse(Outcome outcome, String department, LivechatEvent event) {
        condensedWorkedExample();
        Contribution before = conversation.contribution();

        Change change = conversation.change(KeptEvent.of(event));
        assertThat(change.outcome()).isEqualTo(outcome);
        assertThat(change.refusal()).isEqualTo(outcome == Outcome.DEAD_LETTERED ? Reason.TOO_LATE : null);
        if (outcome == Outcome.APPLIED) {
            conversation.take(change);
            saveAndLoad();
            assertThat(conversation.change(KeptEvent.of(event)).outcome())
                    .as("again")
                    .isEqualTo(Outcome.DUPLICATE);
        }
        assertThat(conversation.contribution())
                .isEqualTo(new Contribution(
                        department,
                        before.openedAtMillis(),
                        before.messages(),
                        before.visitorMessages(),
                        before.chatDurationMillis(),
                        before.firstResponseMillis(),
                        before.averageResponseMicros(),
                        before.firstReactionMillis()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeDeletedAndKeepItsOpening(boolean tombstone) {
        condensedWorkedExample();
        conversation.take(
                tombstone ? conversation.tombstone() : conversation.change(KeptEvent.of(Events.deleted("x"))));
        conversation.arrivedOn(20_001);
        saveAndLoad();

        assertThat(conversation.contribution()).isNull();
        assertThat(conversation.standing()).isEqualTo(new Standing(Kind.DELETED, Events.START_MILLIS, 20_001));
        assertThat(conversation.change(KeptEvent.of(Events.agent(81))).outcome())
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(conversation.change(KeptEvent.of(Events.agent(82))).outcome())
                .isEqualTo(Outcome.IGNORED);
        assertThat(conversation.change(KeptEvent.of(Events.queued(400, "d9"))).outcome())
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void shouldLeaveNoRowWhenItLeaves() {
        for (int i = 0; i < 200; i++) {
            take(Events.agent(i));
        }
        saveAndLoad();
        assertThat(conversation.events()).isEqualTo(200);

        conversation.take(conversation.leaving());
        conversation.save();
        assertThat(rows.snapshot()).isEmpty();
        assertThat(conversation.standing().kind()).isEqualTo(Kind.UNKNOWN);
        take(Events.agent(3));
        take(Events.opened(0, "d1"));
        assertThat(conversation.contribution().messages()).isEqualTo(1);
        saveAndLoad();
        assertThat(conversation.contribution().messages()).isEqualTo(1);
    }

    /** Nothing of events is left in the bytes but one department, its place and hashes. */
    @Test
    void shouldKeepNoIdentity() {
        condensedWorkedExample();

        assertThat(new String(rows.head(), StandardCharsets.ISO_8859_1))
                .contains("d2", "transferred-300.0")
                .doesNotContain("opened", "agent", "visitor", "assigned", "closed");
        assertThat(rows.chunks()).isEmpty();
        assertThat(rows.head().length).isLessThan(60 + 13 * HashChunk.HASH_BYTES);
    }

    @Test
    void condensingChangesNoContributionAndForgetsNoIdentity() {
        int condensed = 0;
        for (int round = 0; round < 300; round++) {
            MemoryRows own = new MemoryRows();
            List<LivechatEvent> events = new ArrayList<>(Events.random(random, 1 + random.nextInt(120)));
            events.add(Events.opened("the-opening", 0, "d1"));
            events.add(Events.closed(90_000));
            conversation = new Conversation(Events.ID, own);
            events.forEach(this::take);
            conversation.save();
            Contribution before = conversation.contribution();

            conversation = random.nextBoolean() ? own.load() : conversation;
            conversation.condense(LONG_AFTER);
            conversation.save();
            own.chunks();
            conversation = random.nextBoolean() ? own.load() : conversation;
            condensed += conversation.standing().kind() == Kind.CONDENSED ? 1 : 0;
            assertThat(conversation.contribution())
                    .as("round %d, seed %d", round, seed)
                    .isEqualTo(before);
            for (LivechatEvent event : events) {
                assertThat(conversation.change(KeptEvent.of(event)).outcome())
                        .as("%s, round %d, seed %d", event, round, seed)
                        .isEqualTo(Outcome.DUPLICATE);
            }
            LivechatEvent late = Events.random(random, 1).get(0);
            boolean isNew = events.stream()
                    .noneMatch(event ->
                            event.type() == late.type() && event.identity().equals(late.identity()));
            if (isNew && late.type() == EventType.MESSAGE_SENT) {
                assertThat(conversation.change(KeptEvent.of(late)).refusal()).isEqualTo(Reason.TOO_LATE);
            }
        }
        assertThat(condensed).as("condensed, seed %d", seed).isEqualTo(300);
    }

    private void condensedWorkedExample() {
        Events.workedExample().forEach(this::take);
        conversation.save();
        assertThat(conversation.condense(LONG_AFTER)).isTrue();
        saveAndLoad();
        assertThat(conversation.standing().kind()).isEqualTo(Kind.CONDENSED);
    }

    private void saveAndLoad() {
        conversation.save();
        conversation = rows.load();
    }

    private void take(LivechatEvent event) {
        conversation.take(conversation.change(KeptEvent.of(event)));
    }
}
