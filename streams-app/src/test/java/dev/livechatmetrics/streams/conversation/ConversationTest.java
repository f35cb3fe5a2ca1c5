package dev.livechatmetrics.streams.conversation;

import static dev.livechatmetrics.streams.conversation.Events.agent;
import static dev.livechatmetrics.streams.conversation.Events.assigned;
import static dev.livechatmetrics.streams.conversation.Events.at;
import static dev.livechatmetrics.streams.conversation.Events.closed;
import static dev.livechatmetrics.streams.conversation.Events.deleted;
import static dev.livechatmetrics.streams.conversation.Events.messageDeleted;
import static dev.livechatmetrics.streams.conversation.Events.messageEdited;
import static dev.livechatmetrics.streams.conversation.Events.opened;
import static dev.livechatmetrics.streams.conversation.Events.queued;
import static dev.livechatmetrics.streams.conversation.Events.reopened;
import static dev.livechatmetrics.streams.conversation.Events.sent;
import static dev.livechatmetrics.streams.conversation.Events.transferred;
import static dev.livechatmetrics.streams.conversation.Events.visitor;
import static dev.livechatmetrics.streams.conversation.Outcome.APPLIED;
import static dev.livechatmetrics.streams.conversation.Outcome.DUPLICATE;
import static dev.livechatmetrics.streams.conversation.Outcome.IGNORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a conversation contributes and how its records end, by example. The laws are in {@link ConversationLawsTest}. */
final class ConversationTest {
    private final MemoryRows rows = new MemoryRows();
    private final Conversation conversation = new Conversation(Events.ID, rows);

    @Test
    void shouldFollowTheWorkedExampleStepByStep() {
        List<Contribution> expected = List.of(
                figures("", 0, 0, 0, 0, 0, 0),
                figures("", 0, 1, 0, 0, 0, 0),
                figures("", 0, 2, 0, 0, 0, 0),
                figures("", 0, 2, 0, 0, 0, 0),
                figures("", 1, 2, 0, 80_000, 80_000_000, 21_000),
                figures("", 2, 2, 0, 80_000, 80_000_000, 21_000),
                figures("", 2, 3, 0, 80_000, 80_000_000, 21_000),
                figures("", 2, 4, 0, 80_000, 80_000_000, 21_000),
                figures("", 3, 4, 0, 80_000, 65_000_000, 21_000),
                figures("d2", 3, 4, 0, 80_000, 65_000_000, 21_000),
                figures("d2", 3, 5, 0, 80_000, 65_000_000, 21_000),
                figures("d2", 4, 5, 0, 80_000, 53_333_333, 21_000),
                figures("d2", 4, 5, 600_000, 80_000, 53_333_333, 21_000));
        List<LivechatEvent> events = Events.workedExample();
        Contribution before = null;
        for (int i = 0; i < events.size(); i++) {
            Change change = conversation.change(KeptEvent.of(events.get(i)));
            assertThat(change.before()).isEqualTo(before);
            assertThat(change.after()).as("step %d", i).isEqualTo(expected.get(i));
            conversation.take(change);
            assertThat(conversation.contribution()).isEqualTo(expected.get(i));
            before = expected.get(i);
        }
        assertThat(rows.reads()).isZero();
    }

    private static Contribution figures(
            String department, long messages, long visitors, long duration, long first, long average, long reaction) {
        return new Contribution(department, at(0), messages, visitors, duration, first, average, reaction);
    }

    /** Events, expected department. Each row in every order of coming. */
    static List<Arguments> departments() {
        return List.of(
                arguments("d1", List.of(opened(0, "d1"))),
                arguments("", List.of(opened(0, ""))),
                arguments("d2", List.of(opened(0, "d1"), transferred(5, "d2", null))),
                arguments("d1", List.of(opened(0, "d1"), transferred(5, null, "agent-1"))),
                arguments("", List.of(opened(0, "d1"), transferred(5, "", null))),
                arguments("d3", List.of(opened(0, "d1"), transferred(5, "d2", null), queued(6, "d3"))),
                arguments("d2", List.of(opened(0, "d1"), transferred(6, "d2", null), queued(5, "d3"))),
                arguments("d2", List.of(opened(0, "d1"), transferred(5, "d2", null), queued(6, null))),
                arguments("", List.of(opened(0, "d1"), transferred(5, "d2", null), queued(6, ""))),
                // Before the opening nothing changes; at its instant the opening comes first.
                arguments("d1", List.of(opened(0, "d1"), transferred(-0.001, "d2", null), queued(-1, "d3"))),
                arguments("d2", List.of(opened(0, "d1"), transferred(0, "d2", null))),
                // At one instant: type, then identity as UTF-8 bytes (not UTF-16, where U+FF5E comes after 😀).
                arguments("d3", List.of(opened(0, "d1"), transferred(5, "d2", null), queued(5, "d3"))),
                arguments("d3", List.of(opened(0, "d1"), named("a", "d2"), named("b", "d3"))),
                arguments("d3", List.of(opened(0, "d1"), named("z", "d2"), named("é", "d3"))),
                arguments("d3", List.of(opened(0, "d1"), named("\uFF5E", "d2"), named("😀", "d3"))),
                arguments("d3", List.of(opened(0, "d1"), named("a", "d2"), named("ab", "d3"))),
                // Of several openings the first stands, and what it moves past counts.
                arguments("d1", List.of(opened(0, "d1"), opened(1, "d2"))),
                arguments("d1", List.of(opened("a", 0, "d1"), opened("b", 0, "d2"))),
                arguments("d3", List.of(opened(10, "d1"), transferred(5, "d3", null), opened(0, "d2"))),
                arguments("d1", List.of(closed(20), opened(10, "d1"), transferred(5, "d3", null))));
    }

    private static LivechatEvent named(String identity, String department) {
        return transferred(identity, 5, department, null);
    }

    @ParameterizedTest
    @MethodSource("departments")
    void shouldTakeTheLatestDepartment(String department, List<LivechatEvent> events) {
        for (List<LivechatEvent> order : permutations(events)) {
            assertThat(folded(order).department()).as("in the order %s", order).isEqualTo(department);
        }
    }

    @Test
    void shouldMoveWithItsHistory() {
        Events.workedExample().forEach(this::take);
        Contribution before = conversation.contribution();
        Change change = conversation.change(KeptEvent.of(queued(700, "d9")));
        assertThat(change.before()).isEqualTo(before);
        assertThat(change.after()).isEqualTo(new Contribution("d9", at(0), 4, 5, 600_000, 80_000, 53_333_333, 21_000));
    }

    /** Events, first response, first reaction, both in seconds, mean in µs. Each row in every order of coming. */
    static List<Arguments> responses() {
        LivechatEvent open = opened(0, "");
        return List.of(
                arguments(0, 0, 0, List.of(open, visitor(1))),
                arguments(29, 30, 29_000_000, List.of(open, visitor(1), agent(30))),
                arguments(29, 30, 29_000_000, List.of(open, visitor(1), sent("b", 30, Sender.BOT))),
                arguments(0, 0, 0, List.of(open, visitor(1), sent("s", 30, Sender.SYSTEM))),
                // Every greeting before the visitor's first message counts and overwrites the one before.
                arguments(10, 10, 7_500_000, List.of(open, agent(5), agent(10))),
                arguments(30, 50, 15_000_000, List.of(open, agent(5), agent(10), visitor(20), agent(50))),
                // And what joined before each of them, whichever is known first.
                arguments(60, 10, 50_000_000, List.of(open, assigned(30), agent(40), assigned(50), agent(60))),
                // One at the instant of the opening is counted but leaves no first response.
                arguments(0, 0, 0, List.of(open, agent(0))),
                arguments(0, 0, 0, List.of(open, assigned(-3), agent(0))),
                arguments(-5, -5, -2_500_000, List.of(open, agent(-5), agent(0))),
                arguments(8, 10, 4_000_000, List.of(open, agent(0), visitor(2), agent(10))),
                // A question at the instant of the opening opens no turn: LR = LQ stay, and the next answer greets.
                arguments(7, 7, 6_000_000, List.of(open, visitor(0), agent(5), agent(7))),
                // An assignment, a transfer with an agent, and a return to the queue.
                arguments(39, 30, 39_000_000, List.of(open, visitor(1), assigned(10), agent(40))),
                arguments(39, 15, 39_000_000, List.of(open, visitor(1), assigned(10), assigned(25), agent(40))),
                arguments(39, 40, 39_000_000, List.of(open, visitor(1), assigned(10), queued(20, null), agent(40))),
                arguments(
                        39,
                        5,
                        39_000_000,
                        List.of(open, visitor(1), queued(20, null), transferred(35, null, "agent"), agent(40))),
                arguments(
                        39,
                        30,
                        39_000_000,
                        List.of(open, visitor(1), assigned(10), transferred(20, "d", null), agent(40))),
                arguments(39, 30, 39_000_000, List.of(open, visitor(1), assigned(10), reopened(20), agent(40))),
                // An assignment at the message's instant comes before it; one later does not count.
                arguments(39, 0, 39_000_000, List.of(open, visitor(1), assigned(40), agent(40))),
                arguments(39, 40, 39_000_000, List.of(open, visitor(1), assigned(40.001), agent(40))),
                // An assignment before the opening counts all the same.
                arguments(39, 42, 39_000_000, List.of(open, visitor(1), assigned(-2), agent(40))),
                // Clocks that disagree.
                arguments(-5, -5, -5_000_000, List.of(open, agent(-5))),
                arguments(13, 10, 13_000_000, List.of(opened(10, ""), visitor(7), agent(20))),
                // A deleted message keeps its place in the turns.
                arguments(
                        29,
                        30,
                        29_000_000,
                        List.of(open, visitor(1), agent(30), messageDeleted("x", 31, "visitor-1.0"))));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void shouldTimeResponses(int firstSeconds, int reactionSeconds, long averageMicros, List<LivechatEvent> events) {
        for (List<LivechatEvent> order : permutations(events)) {
            Contribution contribution = folded(order);
            assertThat(contribution.firstResponseMillis())
                    .as("first response of %s", order)
                    .isEqualTo(firstSeconds * 1_000L);
            assertThat(contribution.firstReactionMillis())
                    .as("first reaction of %s", order)
                    .isEqualTo(reactionSeconds * 1_000L);
            assertThat(contribution.averageResponseMicros())
                    .as("average of %s", order)
                    .isEqualTo(averageMicros);
        }
    }

    @Test
    void shouldKeepTheLatestCloseWhateverFollows() {
        take(opened(10, ""));
        take(closed(100));
        take(reopened(150));
        assertThat(conversation.contribution().chatDurationMillis()).isEqualTo(90_000);
        take(closed(50));
        assertThat(conversation.contribution().chatDurationMillis()).isEqualTo(90_000);
        take(closed(300));
        assertThat(conversation.contribution().chatDurationMillis()).isEqualTo(290_000);
        take(opened(5, ""));
        assertThat(conversation.contribution().chatDurationMillis()).isEqualTo(295_000);
    }

    @Test
    void shouldCountANegativeDurationAsItIs() {
        take(closed(-7));
        take(opened(0, ""));
        assertThat(conversation.contribution().chatDurationMillis()).isEqualTo(-7_000);
    }

    @Test
    void shouldNotCountBeforeItsOpeningComes() {
        List<LivechatEvent> late = new ArrayList<>(Events.workedExample());
        Collections.reverse(late);
        for (LivechatEvent event : late.subList(0, late.size() - 1)) {
            Change change = take(event);
            assertThat(change.outcome()).isEqualTo(APPLIED);
            assertThat(change.after()).isNull();
        }
        assertThat(conversation.contribution()).isNull();
        Change opening = take(opened(0, ""));
        assertThat(opening.before()).isNull();
        assertThat(opening.after()).isEqualTo(figures("d2", 4, 5, 600_000, 80_000, 53_333_333, 21_000));
    }

    @Test
    void shouldMoveToAnEarlierOpeningAndNotToALaterOne() {
        Events.workedExample().forEach(this::take);
        Contribution before = conversation.contribution();
        assertThat(take(opened(5, "d5")).after()).isEqualTo(before);
        // What is measured from the opening grows by 9 s; what is measured from a question or an assignment stays.
        assertThat(take(opened(-9, "d6")).after())
                .isEqualTo(new Contribution("d2", at(-9), 4, 5, 609_000, 80_000, 53_333_333, 21_000));
    }

    @Test
    void shouldNotCountADeletedMessageWhicheverComesFirst() {
        take(opened(0, ""));
        take(messageDeleted("x1", 9, "m1"));
        take(sent("m1", 1, Sender.AGENT));
        assertThat(counts()).containsExactly(0, 0);
        take(sent("m2", 2, Sender.AGENT));
        take(sent("m3", 3, Sender.BOT));
        take(sent("m4", 4, Sender.VISITOR));
        take(sent("m5", 5, Sender.SYSTEM));
        assertThat(counts()).containsExactly(2, 1);
        take(messageDeleted("x2", 9, "m2"));
        assertThat(counts()).containsExactly(1, 1);
        assertThat(take(messageDeleted("x3", 10, "m2")).outcome()).isEqualTo(APPLIED);
        assertThat(counts()).as("deleted once more, by another event").containsExactly(1, 1);
        assertThat(take(messageDeleted("x3", 10, "m2")).outcome()).isEqualTo(DUPLICATE);
        take(messageDeleted("x4", 0, "m4"));
        take(messageDeleted("x5", 0, "m5"));
        take(messageDeleted("x6", 0, "unknown"));
        take(messageEdited("x1", 0, "m3"));
        assertThat(counts()).containsExactly(1, 0);
        assertThat(take(sent("m2", 2, Sender.AGENT)).outcome()).isEqualTo(DUPLICATE);
        assertThat(counts()).containsExactly(1, 0);
    }

    private List<Integer> counts() {
        Contribution contribution = conversation.contribution();
        return List.of((int) contribution.messages(), (int) contribution.visitorMessages());
    }

    @Test
    void shouldTellEventsApartByTypeAndIdentity() {
        List<LivechatEvent> oneIdentity = List.of(
                opened("x", 0, "d1"),
                new LivechatEvent.Assigned(Events.CONVERSATION, at(1), "x", "agent"),
                transferred("x", 2, "d2", null),
                new LivechatEvent.Queued(Events.CONVERSATION, at(3), "x", null),
                new LivechatEvent.Closed(Events.CONVERSATION, at(4), "x", null),
                new LivechatEvent.Reopened(Events.CONVERSATION, at(5), "x"),
                sent("x", 6, Sender.AGENT),
                messageEdited("x", 7, "y"),
                messageDeleted("x", 8, "y"));
        for (LivechatEvent event : oneIdentity) {
            assertThat(take(event).outcome()).isEqualTo(APPLIED);
        }
        Contribution once = conversation.contribution();
        for (LivechatEvent event : oneIdentity) {
            Change again = take(event);
            assertThat(again.outcome()).isEqualTo(DUPLICATE);
            assertThat(again.after()).isEqualTo(again.before()).isEqualTo(once);
        }
        assertThat(take(deleted("x")).outcome()).isEqualTo(APPLIED);
        assertThat(take(deleted("x")).outcome()).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldLetTheFirstSeenOfOneIdentityStand() {
        take(opened("x", 0, "d1"));
        assertThat(take(opened("x", -50, "d2")).outcome()).isEqualTo(DUPLICATE);
        assertThat(conversation.contribution().department()).isEqualTo("d1");
    }

    @Test
    void shouldIgnoreWhatComesAfterItsDeletion() {
        Events.workedExample().forEach(this::take);
        Contribution before = conversation.contribution();
        Change deletion = take(deleted("x"));
        assertThat(deletion.outcome()).isEqualTo(APPLIED);
        assertThat(deletion.before()).isEqualTo(before);
        assertThat(deletion.after()).isNull();
        assertThat(take(deleted("x")).outcome()).isEqualTo(DUPLICATE);
        assertThat(take(deleted("y")).outcome()).isEqualTo(IGNORED);
        assertThat(take(deleted("y")).outcome()).isEqualTo(DUPLICATE);
        assertThat(take(visitor(1)).outcome()).isEqualTo(DUPLICATE);
        assertThat(take(opened(-100, "d1")).outcome()).isEqualTo(IGNORED);
        assertThat(take(opened(-100, "d1")).outcome()).isEqualTo(DUPLICATE);
        assertThat(takeTombstone().outcome()).isEqualTo(IGNORED);
        assertThat(takeTombstone().outcome()).isEqualTo(DUPLICATE);
        assertThat(conversation.contribution()).isNull();
    }

    @Test
    void shouldTakeATombstoneAsADeletion() {
        Events.workedExample().forEach(this::take);
        Contribution before = conversation.contribution();
        Change deletion = takeTombstone();
        assertThat(deletion.outcome()).isEqualTo(APPLIED);
        assertThat(deletion.before()).isEqualTo(before);
        assertThat(deletion.after()).isNull();
        assertThat(takeTombstone().outcome()).isEqualTo(DUPLICATE);
        assertThat(take(deleted("x")).outcome()).isEqualTo(IGNORED);
        assertThat(take(deleted("x")).outcome()).isEqualTo(DUPLICATE);
        assertThat(take(closed(600)).outcome()).isEqualTo(DUPLICATE);
        assertThat(take(closed(601)).outcome()).isEqualTo(IGNORED);
    }

    @Test
    void shouldBeDeletedBeforeAnythingElseIsKnown() {
        assertThat(takeTombstone().outcome()).isEqualTo(APPLIED);
        for (LivechatEvent event : Events.workedExample()) {
            Change change = take(event);
            assertThat(change.outcome()).isEqualTo(IGNORED);
            assertThat(change.after()).isNull();
        }
    }

    @Test
    void shouldChangeNothingWhenOnlyAsked() {
        Events.random(new Random(5), 50).forEach(this::take);
        take(opened(0, "d1"));
        conversation.save();
        Map<Integer, String> before = rows.snapshot();
        Contribution contribution = conversation.contribution();
        List<LivechatEvent> asked = List.of(
                opened(-1, "d9"),
                opened(99_999, "d9"),
                agent(3),
                visitor(99_999),
                transferred(99_999, "d9", "agent"),
                queued(-50, "d9"),
                closed(999_999),
                messageDeleted("never", 1, "m1"),
                deleted("never"));
        for (int i = 0; i < 2; i++) {
            for (LivechatEvent event : asked) {
                assertThat(conversation.change(KeptEvent.of(event)).outcome()).isEqualTo(APPLIED);
                assertThat(conversation.tombstone().outcome()).isEqualTo(APPLIED);
                assertThat(conversation.contribution()).isEqualTo(contribution);
            }
        }
        conversation.save();
        assertThat(rows.snapshot()).isEqualTo(before);
    }

    private Change take(LivechatEvent event) {
        Change change = conversation.change(KeptEvent.of(event));
        conversation.take(change);
        return change;
    }

    private Change takeTombstone() {
        Change change = conversation.tombstone();
        conversation.take(change);
        return change;
    }

    private static Contribution folded(List<LivechatEvent> events) {
        Conversation folded = new Conversation(Events.ID, new MemoryRows());
        events.forEach(event -> folded.take(folded.change(KeptEvent.of(event))));
        return folded.contribution();
    }

    private static List<List<LivechatEvent>> permutations(List<LivechatEvent> events) {
        if (events.isEmpty()) {
            return List.of(List.of());
        }
        List<List<LivechatEvent>> all = new ArrayList<>();
        for (LivechatEvent first : events) {
            List<LivechatEvent> rest = new ArrayList<>(events);
            rest.remove(first);
            for (List<LivechatEvent> order : permutations(rest)) {
                all.add(Stream.concat(Stream.of(first), order.stream()).toList());
            }
        }
        return all;
    }
}
