package dev.livechatmetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.SourceCounts;
import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.SourceTopology;
import dev.livechatmetrics.streams.topology.TopicNames;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.NaiveRocketChat;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import dev.livechatmetrics.testkit.RocketChatChanges;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import dev.livechatmetrics.testkit.WireEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Change streams give exactly the charts that a recompute from the seen states of the documents gives: whichever connector
 * wrote them, in any order, with any repetition, begun with a snapshot or not, documents looked up late or gone.
 */
final class ChangeStreamLawTest {
    private static final String ROOMS = "mongo.rocketchat_room";
    private static final String MESSAGES = "mongo.rocketchat_message";
    private static final int PARTS = 2 * ChangeStreamForm.values().length;

    @ParameterizedTest
    @EnumSource(ChangeStreamForm.class)
    void changesGiveTheChartsOfWhatTheyTell(ChangeStreamForm form) {
        WorkspaceLaw.forEachSeed(PARTS, seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            List<RocketChatChange> seen = RocketChatChanges.seen(history.changes(), new Random(seed));
            return new WorkspaceLaw.Case(
                    events(seed, form, seen), NaiveRocketChat.ofChanges(seen, form.hasPreImages()));
        });
    }

    /** What no update hides from a snapshot at the end: all sources see the same, so that they go together. */
    @ParameterizedTest
    @EnumSource(ChangeStreamForm.class)
    void changesAgreeWithDocumentsWhereBothSeeAll(ChangeStreamForm form) {
        WorkspaceLaw.forEachSeed(PARTS, seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.SEEN_BY_ALL);
            return new WorkspaceLaw.Case(
                    events(seed, form, history.changes()), NaiveRocketChat.ofWebhooks(Stream.of(history)));
        });
    }

    /** Whatever one source hides from another: together they know what all of them say. */
    @ParameterizedTest
    @EnumSource(
            value = ChangeStreamForm.class,
            names = {"DEBEZIUM_WITH_SCHEMAS", "MONGODB"})
    void changesWebhooksAndDocumentsTogetherGiveTheUnion(ChangeStreamForm form) {
        WorkspaceLaw.forEachSeed(PARTS, seed -> {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            List<WireEvent> all = new ArrayList<>(events(seed, form, history.changes()));
            all.addAll(RocketChatLawTest.wire(RocketChatLawTest.webhookEvents(history)));
            all.addAll(RocketChatLawTest.wire(RocketChatLawTest.documentEvents(seed, history)));
            return new WorkspaceLaw.Case(all, NaiveRocketChat.ofAllSources(conversations(seed)));
        });
    }

    private static Stream<RocketChatHistory> conversations(long seed) {
        return IntStream.range(0, WorkspaceLaw.conversations(seed))
                .mapToObj(number -> RocketChatHistory.conversation(seed, number, RocketChatTraits.ALL));
    }

    @ParameterizedTest
    @EnumSource(ChangeStreamForm.class)
    void nothingPrivateIsInAnEvent(ChangeStreamForm form) {
        for (long seed = WorkspaceLaw.FIRST_SEED; seed < WorkspaceLaw.FIRST_SEED + 20; seed++) {
            RocketChatHistory history = WorkspaceLaw.history(seed, RocketChatTraits.ALL);
            assertThat(events(seed, form, history.changes()))
                    .isNotEmpty()
                    .noneMatch(event -> event.toString().contains(RocketChatHistory.PRIVATE));
        }
    }

    private static List<WireEvent> events(long seed, ChangeStreamForm form, List<RocketChatChange> changes) {
        Random random = new Random(seed);
        MongoJson json = MongoJson.EXPORTS.get((int) (seed % MongoJson.EXPORTS.size()));
        List<RocketChatChange> delivered = new ArrayList<>(changes);
        changes.stream().filter(change -> random.nextInt(4) == 0).forEach(delivered::add);
        Collections.shuffle(delivered, random);
        SourceTopics sources = new SourceTopics(Optional.of(ROOMS), Optional.of(MESSAGES));
        SourceCounts counts = new SourceCounts();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                SourceTopology.build(sources, TopicNames.DEFAULT, 1_000_000, counts), new Properties())) {
            Map<Collection, TestInputTopic<byte[], byte[]>> topics = Map.of(
                    Collection.ROOM,
                    driver.createInputTopic(ROOMS, new ByteArraySerializer(), new ByteArraySerializer()),
                    Collection.MESSAGE,
                    driver.createInputTopic(MESSAGES, new ByteArraySerializer(), new ByteArraySerializer()));
            for (RocketChatChange change : delivered) {
                form.records(change, json)
                        .forEach(record -> topics.get(change.collection()).pipeInput(record.key(), record.value()));
            }
            assertThat(counts.all().keySet())
                    .noneMatch(ending -> ending.outcome().equals("dead-lettered"));
            List<WireEvent> events = new ArrayList<>();
            read(driver, TopicNames.DEFAULT.conversations(), WireEvent.CONVERSATIONS, events);
            read(driver, TopicNames.DEFAULT.messages(), WireEvent.MESSAGES, events);
            return events;
        }
    }

    private static void read(TopologyTestDriver driver, String topic, String name, List<WireEvent> events) {
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList()
                .forEach(read -> events.add(new WireEvent(name, read.key, read.value)));
    }
}
