package dev.livechatmetrics.streams.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.Sender;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.WireEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The laws of a conversation on random events. To run a failed one again, put the seed that it prints in place of the
 * random one.
 */
final class ConversationLawsTest {
    private static final ConversationRows NO_ROWS = new ConversationRows() {
        @Override
        public byte[] read(int row) {
            throw new AssertionError("read of row " + row + ", which was never saved");
        }

        @Override
        public void write(int row, byte[] bytes) {
            throw new AssertionError("write of row " + row);
        }

        @Override
        public void delete(int row) {
            throw new AssertionError("deletion of row " + row);
        }
    };

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void contributionsAreThoseOfTheIndependentRecompute() {
        int counted = 0;
        for (int round = 0; round < 250; round++) {
            List<LivechatEvent> events = Events.random(random, 1 + random.nextInt(40));
            Conversation conversation = new Conversation(Events.ID, NO_ROWS);
            for (int i = 0; i < events.size(); i++) {
                take(conversation, events.get(i));
                if (i == events.size() - 1 || random.nextInt(10) == 0) {
                    assertWitnessed(conversation.contribution(), events.subList(0, i + 1), round);
                }
            }
            counted += conversation.contribution() == null ? 0 : 1;
        }
        assertThat(counted).as("conversations that count, seed %d", seed).isGreaterThan(60);
    }

    @Test
    void contributionsIgnoreOrderAndRepetition() {
        for (int round = 0; round < 300; round++) {
            List<LivechatEvent> events = Events.random(random, 1 + random.nextInt(60));
            Contribution expected = folded(events);
            List<LivechatEvent> disordered = new ArrayList<>(events);
            disordered.addAll(events.subList(0, random.nextInt(events.size())));
            Collections.shuffle(disordered, random);
            assertThat(folded(disordered)).as("round %d, seed %d", round, seed).isEqualTo(expected);
        }
    }

    @Test
    void savingAndLoadingChangesNothing() {
        for (int round = 0; round < 150; round++) {
            assertSavingChangesNothing(withRepetitions(Events.random(random, 1 + random.nextInt(60))), round);
        }
    }

    @Test
    void savingAndLoadingHundredsOfEventsChangesNothing() {
        for (int round = 0; round < 4; round++) {
            assertSavingChangesNothing(withRepetitions(Events.random(random, 300 + random.nextInt(300))), round);
        }
    }

    /** Every outcome and every contribution is the same, saved and loaded after each event, now and then, or never. */
    private void assertSavingChangesNothing(List<LivechatEvent> events, int round) {
        Conversation neverSaved = new Conversation(Events.ID, NO_ROWS);
        MemoryRows rows = new MemoryRows();
        Conversation alwaysLoaded = new Conversation(Events.ID, rows);
        MemoryRows seldomRows = new MemoryRows();
        Conversation seldomSaved = new Conversation(Events.ID, seldomRows);
        boolean deletes = random.nextBoolean();
        for (int i = 0; i < events.size(); i++) {
            String place = "event " + i + " of round " + round + ", seed " + seed;
            if (deletes && random.nextInt(events.size()) == 0) {
                boolean tombstone = random.nextBoolean();
                Outcome outcome = delete(neverSaved, tombstone);
                assertThat(delete(alwaysLoaded, tombstone)).as(place).isEqualTo(outcome);
                assertThat(delete(seldomSaved, tombstone)).as(place).isEqualTo(outcome);
            }
            Outcome outcome = take(neverSaved, events.get(i));
            assertThat(take(alwaysLoaded, events.get(i))).as(place).isEqualTo(outcome);
            assertThat(take(seldomSaved, events.get(i))).as(place).isEqualTo(outcome);
            alwaysLoaded.save();
            alwaysLoaded = rows.load();
            if (random.nextInt(20) == 0) {
                seldomSaved.save();
                seldomSaved = random.nextBoolean() ? seldomRows.load() : seldomSaved;
            }
            assertThat(alwaysLoaded.contribution()).as(place).isEqualTo(neverSaved.contribution());
            assertThat(seldomSaved.contribution()).as(place).isEqualTo(neverSaved.contribution());
        }
        rows.chunks();
        for (LivechatEvent event : events) {
            assertThat(take(alwaysLoaded, event)).as("again, seed %d", seed).isEqualTo(Outcome.DUPLICATE);
        }
    }

    private List<LivechatEvent> withRepetitions(List<LivechatEvent> events) {
        List<LivechatEvent> repeated = new ArrayList<>();
        for (LivechatEvent event : events) {
            repeated.add(event);
            if (random.nextInt(5) == 0) {
                repeated.add(repeated.get(random.nextInt(repeated.size())));
            }
        }
        return repeated;
    }

    private static Outcome take(Conversation conversation, LivechatEvent event) {
        Change change = conversation.change(KeptEvent.of(event));
        conversation.take(change);
        return change.outcome();
    }

    private static Outcome delete(Conversation conversation, boolean tombstone) {
        Change change = tombstone
                ? conversation.tombstone()
                : conversation.change(KeptEvent.of(Events.deleted("the-deletion")));
        conversation.take(change);
        return change.outcome();
    }

    private static Contribution folded(List<LivechatEvent> events) {
        Conversation conversation = new Conversation(Events.ID, NO_ROWS);
        events.forEach(event -> take(conversation, event));
        return conversation.contribution();
    }

    /** Against the testkit's charts, which show seconds to two places: times here are multiples of 10 ms. */
    private void assertWitnessed(Contribution contribution, List<LivechatEvent> events, int round) {
        NaiveCharts witness = NaiveCharts.of(events.stream()
                .map(event -> new WireEvent(WireEvent.CONVERSATIONS, Events.ID, EventEncoder.encode(event)))
                .toList());
        Supplier<String> place = () -> "round " + round + ", seed " + seed + ", " + events;
        assertThat(witness.countedConversations()).as(place).isEqualTo(contribution == null ? 0 : 1);
        if (contribution == null) {
            return;
        }
        LocalDate day = Instant.ofEpochMilli(contribution.openedAtMillis())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        assertPoint(witness, "Total_conversations", day, contribution, 1, place);
        assertPoint(witness, "Total_messages", day, contribution, (double) contribution.messages(), place);
        assertPoint(witness, "Avg_chat_duration", day, contribution, contribution.chatDurationMillis() / 1e3, place);
        assertPoint(
                witness, "Avg_first_response_time", day, contribution, contribution.firstResponseMillis() / 1e3, place);
        assertPoint(witness, "Avg_reaction_time", day, contribution, contribution.firstReactionMillis() / 1e3, place);
        double average = Math.round(contribution.averageResponseMicros() / 1e6 * 100) / 100.0;
        assertPoint(witness, "Avg_response_time", day, contribution, average, place);
        assertThat(contribution.visitorMessages()).as(place).isEqualTo(visitorMessages(events));
    }

    private static void assertPoint(
            NaiveCharts witness,
            String chart,
            LocalDate day,
            Contribution contribution,
            double value,
            Supplier<String> place) {
        // A department that is none is asked for as all: there is one conversation.
        String point = witness.chart(chart, day, day.plusDays(1), contribution.department(), ZoneOffset.UTC)
                .points()
                .get(0);
        assertThat(new BigDecimal(point).doubleValue())
                .as(() -> chart + ", " + place.get())
                .isEqualTo(value);
    }

    private static long visitorMessages(List<LivechatEvent> events) {
        Set<String> ids = new HashSet<>();
        for (LivechatEvent event : events) {
            if (event instanceof MessageSent sent && sent.sender() == Sender.VISITOR) {
                ids.add(sent.messageId());
            }
        }
        for (LivechatEvent event : events) {
            if (event instanceof MessageDeleted gone) {
                ids.remove(gone.messageId());
            }
        }
        return ids.size();
    }
}
