package dev.livechatmetrics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import dev.livechatmetrics.testkit.WireEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens in a workspace of Rocket.Chat, its documents give exactly the charts that a recompute from the documents
 * gives, and its webhooks those that can be known from webhooks: in any order, with any repetition. Where neither hides
 * anything from the other they give the same, also together.
 *
 * <p>{@code -Dlaw.sets=100000} runs more workspaces, {@code -Dlaw.seed=N} begins at another seed: a failure names its own.
 */
final class RocketChatLawTest {
    @Test
    void documentsGiveTheChartsOfTheDocuments() {
        WorkspaceLaw.forEachSeed(seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            return new WorkspaceLaw.Case(
                    wire(documentEvents(seed, history)), NaiveRocketChat.ofDocuments(Stream.of(history)));
        });
    }

    @Test
    void webhooksGiveTheChartsOfWhatTheyTell() {
        WorkspaceLaw.forEachSeed(seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            return new WorkspaceLaw.Case(wire(webhookEvents(history)), NaiveRocketChat.ofWebhooks(Stream.of(history)));
        });
    }

    @Test
    void sourcesAgreeWhereEachSeesAll() {
        WorkspaceLaw.forEachSeed(seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.SEEN_BY_ALL);
            return new WorkspaceLaw.Case(wire(webhookEvents(history)), NaiveRocketChat.ofDocuments(Stream.of(history)));
        });
        WorkspaceLaw.forEachSeed(seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.SEEN_BY_ALL);
            List<WireEvent> both = new ArrayList<>(wire(webhookEvents(history)));
            both.addAll(wire(documentEvents(seed, history)));
            return new WorkspaceLaw.Case(both, NaiveRocketChat.ofWebhooks(Stream.of(history)));
        });
    }

    /** What two records of one identity say is the same, whichever source they come from. */
    @Test
    void anIdentityAlwaysSaysTheSame() {
        for (long seed = WorkspaceLaw.FIRST_SEED; seed < WorkspaceLaw.FIRST_SEED + 50; seed++) {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            Map<String, LivechatEvent> known = new HashMap<>();
            List<LivechatEvent> all = new ArrayList<>(webhookEvents(history));
            all.addAll(documentEvents(seed, history));
            for (LivechatEvent event : all) {
                String identity = event.conversationId() + " " + event.type() + " " + event.identity();
                LivechatEvent before = known.putIfAbsent(identity, event);
                assertThat(before == null || before.equals(event))
                        .as("seed %s: %s and %s", seed, before, event)
                        .isTrue();
            }
        }
    }

    @Test
    void nothingPrivateIsInAnEvent() {
        for (long seed = WorkspaceLaw.FIRST_SEED; seed < WorkspaceLaw.FIRST_SEED + 50; seed++) {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            List<WireEvent> events = new ArrayList<>(wire(webhookEvents(history)));
            events.addAll(wire(documentEvents(seed, history)));
            assertThat(events).noneMatch(event -> event.toString().contains(RocketChatHistory.PRIVATE));
            assertThat(events).noneMatch(event -> event.toString().contains("channel-"));
        }
    }

    static List<LivechatEvent> webhookEvents(RocketChatHistory history) {
        return history.webhooks().stream()
                .map(body -> MongoJson.JAVASCRIPT.write(body).getBytes(UTF_8))
                .map(body -> RocketChat.webhook(body).mapped())
                .flatMap(RocketChatLawTest::events)
                .toList();
    }

    /** As an import does: messages of livechats alone. */
    static List<LivechatEvent> documentEvents(long seed, RocketChatHistory history) {
        MongoJson form = MongoJson.EXPORTS.get((int) (seed % MongoJson.EXPORTS.size()));
        List<LivechatEvent> events = new ArrayList<>();
        history.rooms().forEach(room -> {
            byte[] json = form.write(room).getBytes(UTF_8);
            events(RocketChat.room(json, 0, json.length)).forEach(events::add);
        });
        Set<String> livechats = new HashSet<>();
        events.forEach(event -> livechats.add(event.conversationId()));
        history.messages().forEach(message -> {
            byte[] json = form.write(message).getBytes(UTF_8);
            events(RocketChat.message(json, 0, json.length))
                    .filter(event -> livechats.contains(event.conversationId()))
                    .forEach(events::add);
        });
        return events;
    }

    private static Stream<LivechatEvent> events(Mapped mapped) {
        assertThat(mapped).isNotInstanceOf(Mapped.Refused.class);
        return mapped instanceof Mapped.Events events ? events.events().stream() : Stream.empty();
    }

    static List<WireEvent> wire(List<LivechatEvent> events) {
        return events.stream()
                .map(event -> new WireEvent(
                        event.type().compareTo(EventType.MESSAGE_SENT) < 0
                                ? WireEvent.CONVERSATIONS
                                : WireEvent.MESSAGES,
                        event.conversationId().getBytes(UTF_8),
                        EventEncoder.encode(event)))
                .toList();
    }
}
