package dev.livechatmetrics.streams.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A deleted conversation leaves nothing in the bytes of its rows but the hashes of the identities that it has seen and
 * the times by which it leaves: of its opening and, by day, of the last arrival.
 */
final class ConversationForgettingTest {
    private final MemoryRows rows = new MemoryRows();
    private Conversation conversation = new Conversation(Events.ID, rows);

    private static final int ARRIVAL_DAY = 20_000;

    /** Events before the deletion, whether they were saved before it, whether a tombstone deletes. */
    @ParameterizedTest
    @CsvSource({
        "0, true, true",
        "3, false, false",
        "3, true, true",
        "64, true, false",
        "200, true, true",
        "200, false, false",
        "1100, true, false",
    })
    void shouldKeepHashesAlone(int count, boolean savedBefore, boolean tombstone) {
        List<LivechatEvent> events = new ArrayList<>(talkative(count, 0, "department", Sender.AGENT));
        events.forEach(this::take);
        if (savedBefore) {
            conversation.save();
        }
        if (tombstone) {
            conversation.take(conversation.tombstone());
            conversation.arrivedOn(ARRIVAL_DAY);
        } else {
            events.add(Events.deleted("deletion-event"));
            take(events.get(events.size() - 1));
        }
        conversation.save();
        assertHashesAlone(events, tombstone);

        conversation = rows.load();
        List<LivechatEvent> after = talkative(2 * count + 90, 10_000, "other", Sender.BOT);
        for (LivechatEvent event : after) {
            boolean seen = events.contains(event);
            assertThat(take(event)).isEqualTo(seen ? Outcome.DUPLICATE : Outcome.IGNORED);
            if (!seen) {
                events.add(event);
            }
        }
        conversation.save();
        assertHashesAlone(events, tombstone);

        conversation = rows.load();
        for (LivechatEvent event : events) {
            assertThat(take(event)).isEqualTo(Outcome.DUPLICATE);
        }
        assertThat(conversation.tombstone().outcome()).isEqualTo(tombstone ? Outcome.DUPLICATE : Outcome.IGNORED);
    }

    /** Other times, departments, agents and senders leave no trace: without them the bytes are the same. */
    @Test
    void shouldKeepNothingThatDependsOnMoreThanIdentitiesAndTheOpening() {
        List<String> bytes = new ArrayList<>();
        for (int variant = 0; variant < 2; variant++) {
            MemoryRows own = new MemoryRows();
            Conversation one = new Conversation(Events.ID, own);
            for (int i = 0; i < 150; i++) {
                double seconds = variant == 0 ? i : 5_000_000 - 77 * i;
                String department = variant == 0 ? "department-a" : "";
                Sender sender = variant == 0 ? Sender.VISITOR : Sender.BOT;
                one.take(one.change(KeptEvent.of(Events.opened("o" + i, i, department))));
                one.take(one.change(
                        KeptEvent.of(Events.transferred("t" + i, seconds, department, variant == 0 ? "agent" : null))));
                one.take(one.change(KeptEvent.of(Events.sent("m" + i, seconds, sender))));
            }
            if (variant == 0) {
                one.save();
            }
            one.take(one.change(KeptEvent.of(Events.deleted("x"))));
            one.save();
            bytes.add(own.snapshot().toString());
        }
        assertThat(bytes.get(0)).isEqualTo(bytes.get(1));
    }

    @Test
    void shouldDeleteTheRowsThatItNoLongerNeeds() {
        talkative(200, 0, "department", Sender.AGENT).forEach(this::take);
        conversation.save();
        assertThat(rows.chunks()).hasSize(12);
        conversation.take(conversation.tombstone());
        conversation.save();
        assertThat(rows.chunks()).hasSize(200 / HashChunk.COMPLETE);
    }

    /** Texts that would be told from noise: 12 letters and more, different in their last letters. */
    private static List<LivechatEvent> talkative(int count, int seconds, String department, Sender sender) {
        List<LivechatEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "identity-" + (seconds + i);
            events.add(
                    switch (i % 8) {
                        case 0 -> Events.opened(name + "-opened", seconds + i, department + "-opened");
                        case 1 -> Events.transferred(name + "-moved", seconds + i, department + "-moved", "agent-jane");
                        case 2 -> Events.messageDeleted(name + "-gone", seconds + i, "message-" + (i - 5));
                        default -> Events.sent("message-" + (seconds + i), seconds + i, sender);
                    });
        }
        return events;
    }

    private Outcome take(LivechatEvent event) {
        Change change = conversation.change(KeptEvent.of(event));
        conversation.take(change);
        conversation.arrivedOn(ARRIVAL_DAY);
        return change.outcome();
    }

    /** Head: version, flags, number of chunks. All else must be the hashes of the events' identities, each once. */
    private void assertHashesAlone(List<LivechatEvent> events, boolean tombstone) {
        Set<Long> expected = new HashSet<>();
        for (LivechatEvent event : events) {
            expected.add(HashChunk.kept(IdentityIndex.hash(event.type(), Ids.utf8(event.identity()))));
        }
        // What comes after the deletion leaves no time at all.
        boolean opened = events.size() > 0
                && events.get(0) instanceof LivechatEvent.Opened first
                && first.occurredAtMillis() == Events.START_MILLIS;
        BinaryReader head = new BinaryReader(rows.head());
        assertThat(head.readByte()).as("version").isEqualTo(3);
        assertThat(head.readUnsigned()).as("flags").isEqualTo((tombstone ? 3 : 1) + (opened ? 4 : 0));
        List<byte[]> hashes = new ArrayList<>(rows.chunks());
        assertThat(head.readUnsigned()).as("chunks").isEqualTo(hashes.size());
        assertThat(head.readUnsigned()).as("day of arrival since 2000").isEqualTo(ARRIVAL_DAY - 10_957);
        if (opened) {
            assertThat(head.readSigned()).as("opening since 2000").isEqualTo(Events.START_MILLIS - 946_684_800_000L);
        }
        hashes.add(head.readRest());
        List<Long> actual = new ArrayList<>();
        for (byte[] chunk : hashes) {
            assertThat(chunk.length % HashChunk.HASH_BYTES).isZero();
            HashChunk.forEach(chunk, actual::add);
        }
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
        assertNoTexts(hashes);
    }

    private static void assertNoTexts(List<byte[]> hashes) {
        for (byte[] chunk : hashes) {
            assertThat(new String(chunk, StandardCharsets.ISO_8859_1))
                    .doesNotContain("identity", "message", "department", "other", "opened", "moved", "gone", "agent")
                    .doesNotContain("deletion", "event", "conversation");
        }
        assertThat(new String("department".getBytes(UTF_8), StandardCharsets.ISO_8859_1))
                .as("this search finds plain texts")
                .contains("department");
    }
}
