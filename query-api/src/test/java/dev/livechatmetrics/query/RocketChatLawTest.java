package dev.livechatmetrics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
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
    private static final int WORKSPACES = Integer.getInteger("law.sets", 200);
    private static final long FIRST_SEED = Long.getLong("law.seed", 1);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-08-30");
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-09-25");

    @Test
    void documentsGiveTheChartsOfTheDocuments() {
        forEachSeed(seed -> {
            RocketChatHistory history = history(seed, RocketChatTraits.ALL);
            return new Case(wire(documentEvents(seed, history)), NaiveRocketChat.ofDocuments(Stream.of(history)));
        });
    }

    @Test
    void webhooksGiveTheChartsOfWhatTheyTell() {
        forEachSeed(seed -> {
            RocketChatHistory history = history(seed, RocketChatTraits.ALL);
            return new Case(wire(webhookEvents(history)), NaiveRocketChat.ofWebhooks(Stream.of(history)));
        });
    }

    @Test
    void sourcesAgreeWhereEachSeesAll() {
        forEachSeed(seed -> {
            RocketChatHistory history = history(seed, RocketChatTraits.SEEN_BY_ALL);
            return new Case(wire(webhookEvents(history)), NaiveRocketChat.ofDocuments(Stream.of(history)));
        });
        forEachSeed(seed -> {
            RocketChatHistory history = history(seed, RocketChatTraits.SEEN_BY_ALL);
            List<WireEvent> both = new ArrayList<>(wire(webhookEvents(history)));
            both.addAll(wire(documentEvents(seed, history)));
            return new Case(both, NaiveRocketChat.ofWebhooks(Stream.of(history)));
        });
    }

    /** What two records of one identity say is the same, whichever source they come from. */
    @Test
    void anIdentityAlwaysSaysTheSame() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 50; seed++) {
            RocketChatHistory history = history(seed, RocketChatTraits.ALL);
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
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 50; seed++) {
            RocketChatHistory history = history(seed, RocketChatTraits.ALL);
            List<WireEvent> events = new ArrayList<>(wire(webhookEvents(history)));
            events.addAll(wire(documentEvents(seed, history)));
            assertThat(events).noneMatch(event -> event.toString().contains(RocketChatHistory.PRIVATE));
            assertThat(events).noneMatch(event -> event.toString().contains("channel-"));
        }
    }

    private record Case(List<WireEvent> events, NaiveCharts expected) {}

    private static RocketChatHistory history(long seed, RocketChatTraits traits) {
        return RocketChatHistory.of(seed, 1 + (int) (seed % 7), traits);
    }

    private static void forEachSeed(Function<Long, Case> made) {
        LongStream.range(FIRST_SEED, FIRST_SEED + WORKSPACES).parallel().forEach(seed -> {
            try {
                check(seed, made.apply(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + " (-Dlaw.seed=" + seed + " -Dlaw.sets=1)", failure);
            }
        });
    }

    private static void check(long seed, Case made) {
        List<WireEvent> delivered = new ArrayList<>(made.events());
        Random random = new Random(seed);
        made.events().stream().filter(event -> random.nextInt(4) == 0).forEach(delivered::add);
        Collections.shuffle(delivered, random);
        BarePipeline pipeline = new BarePipeline(ZONE, 1 + random.nextInt(3));
        pipeline.send(delivered, new SplittableRandom(seed));
        assertThat(pipeline.ledger().deadLetters()).isEmpty();
        List<String> departments = new ArrayList<>(RocketChatHistory.departments());
        departments.add(null);
        for (String chart : NaiveCharts.chartNames()) {
            for (String department : departments) {
                assertThat(pipeline.chart(chart, FIRST_DAY, LAST_DAY, department, ZONE))
                        .as("%s of %s", chart, department)
                        .isEqualTo(made.expected()
                                .chart(chart, FIRST_DAY, LAST_DAY, department, ZONE)
                                .body());
            }
        }
    }

    private static List<LivechatEvent> webhookEvents(RocketChatHistory history) {
        return history.webhooks().stream()
                .map(body -> MongoJson.JAVASCRIPT.write(body).getBytes(UTF_8))
                .map(body -> RocketChat.webhook(body).mapped())
                .flatMap(RocketChatLawTest::events)
                .toList();
    }

    /** As an import does: messages of livechats alone. */
    private static List<LivechatEvent> documentEvents(long seed, RocketChatHistory history) {
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

    private static List<WireEvent> wire(List<LivechatEvent> events) {
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
