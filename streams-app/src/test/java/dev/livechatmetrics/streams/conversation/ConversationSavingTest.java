package dev.livechatmetrics.streams.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What saving costs, and what it refuses to read. That it loses nothing is in {@link ConversationLawsTest}. */
final class ConversationSavingTest {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int EVENTS = 10_020;
    private static final int ARRIVAL_DAY = 20_000;
    /** So many consecutive events fill one chunk: one whole round of a head row that grows and is emptied. */
    private static final int WINDOW = 16;
    /** The worked example. */
    private static final String ROW_OF_VERSION_2 =
            "023c00d3460405809383c7a62f80f4b9c6a62f000a6f70656e65642d302e3002643202c0cf2400117472616e736665"
                    + "727265642d3330302e300780f92b000b6167656e742d3336302e3007a0a42880f92bc0cf240380c41380e20990"
                    + "c8021080f4b9c6a62f000a6f70656e65642d302e300007d00f000b76697369746f722d312e300790c503000c76"
                    + "697369746f722d33302e3021e0d403000d61737369676e65642d36302e301790c802000a6167656e742d38312e"
                    + "3017f0a802000b6167656e742d3130302e3007c0b802000d76697369746f722d3132302e3007c0b802000d7669"
                    + "7369746f722d3134302e3017e0d403000b6167656e742d3137302e3032a0ef0f00117472616e73666572726564"
                    + "2d3330302e3002643207e0d403000d76697369746f722d3333302e3017e0d403000b6167656e742d3336302e30"
                    + "0480a61d010b6c6f7365642d3630302e30";

    private static final String ROW_OF_VERSION_3 =
            "03bc0200d3460405809383c7a62f80f4b9c6a62f000a6f70656e65642d302e3002643202c0cf2400117472616e"
                    + "736665727265642d3330302e30809f490780f92b000b6167656e742d3336302e300ba0a42880f92b0380c41380"
                    + "e20990c80280d30e1080f4b9c6a62f000a6f70656e65642d302e300007d00f000b76697369746f722d312e3007"
                    + "90c503000c76697369746f722d33302e3021e0d403000d61737369676e65642d36302e301790c802000a616765"
                    + "6e742d38312e3017f0a802000b6167656e742d3130302e3007c0b802000d76697369746f722d3132302e3007c0"
                    + "b802000d76697369746f722d3134302e3017e0d403000b6167656e742d3137302e3032a0ef0f00117472616e73"
                    + "6665727265642d3330302e3002643207e0d403000d76697369746f722d3333302e3017e0d403000b6167656e74"
                    + "2d3336302e300480a61d010b6c6f7365642d3630302e30";
    /** The same, condensed: as in version 2. */
    private static final String CONDENSED_ROW_OF_VERSION_3 =
            "035c0080f4b9c6a62f026432809f4904050380c41380e20990c80202c0cf2400117472616e736665727265642d"
                    + "3330302e30e81a7ca00c02bd25c0b0f043bc3696c9e004fd64b35c49a44b0179c032a63ccead0d2b45d3338d17"
                    + "34c93b66f1c9fa2bfc2ada2b05d2c4b9b0fb9f536c5e96f8d8342759014c9f95739cbd691bd9";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /** In order, an event costs what it costs however many came before, also where it spills a chunk. */
    @Test
    void bytesWrittenPerEventDoNotGrow() {
        long[] written = new long[EVENTS];
        String id = randomId();
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(id.getBytes(UTF_8), rows);
        long atMillis = Events.START_MILLIS;
        take(conversation, new LivechatEvent.Opened(id, atMillis, randomId(), randomId()));
        for (int message = 1; message < EVENTS; message++) {
            atMillis += 1_000 + random.nextInt(60_000);
            Sender sender = random.nextBoolean() ? Sender.VISITOR : Sender.AGENT;
            take(conversation, new LivechatEvent.MessageSent(id, atMillis, randomId(), sender, randomId()));
            conversation.save();
            written[message] = rows.takeWrittenBytes();
        }
        long[] early = Arrays.copyOfRange(written, 10 - WINDOW / 2, 10 + WINDOW / 2);
        long[] late = Arrays.copyOfRange(written, 10_000 - WINDOW / 2, 10_000 + WINDOW / 2);
        assertThat(Arrays.stream(late).average().orElseThrow())
                .as("bytes a message around the 10,000th, seed %d", seed)
                .isLessThanOrEqualTo(1.5 * Arrays.stream(early).average().orElseThrow());
        assertThat(Arrays.stream(late).max().orElseThrow())
                .as("most bytes of a message around the 10,000th, seed %d", seed)
                .isLessThanOrEqualTo(Math.round(1.5 * Arrays.stream(early).max().orElseThrow()));
        assertThat(rows.reads()).as("rows read for events in order").isZero();
        assertThat(rows.chunks()).hasSize(EVENTS / EventChunk.COMPLETE);
    }

    @Test
    void bytesOfADeletedConversationDoNotGrow() {
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(Events.ID, rows);
        take(conversation, Events.deleted("x"));
        for (int i = 0; i < 2_000; i++) {
            take(conversation, Events.sent(randomId() + i, i, Sender.VISITOR));
            conversation.save();
            assertThat(rows.takeWrittenBytes()).isLessThanOrEqualTo(HashChunk.COMPLETE * 8L + 8);
        }
        assertThat(rows.reads()).isZero();
    }

    @Test
    void shouldReadNoRowForEventsInOrderAfterLoading() {
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(Events.ID, rows);
        take(conversation, Events.opened(0, "d1"));
        for (int i = 1; i < 100; i++) {
            take(conversation, Events.visitor(i));
        }
        conversation.save();
        Conversation loaded = rows.load();
        int reads = rows.reads();
        for (int i = 100; i < 200; i++) {
            take(loaded, i % 2 == 0 ? Events.agent(i) : Events.visitor(i));
        }
        take(loaded, Events.closed(5));
        take(loaded, Events.queued(-5, "d3"));
        take(loaded, Events.assigned(50));
        take(loaded, Events.messageDeleted("x", 7, "visitor-3.0"));
        assertThat(rows.reads()).as("reads after loading").isEqualTo(reads);
    }

    @Test
    void shouldWriteEachCompleteChunkOnce() {
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(Events.ID, rows);
        take(conversation, Events.opened(0, "d1"));
        for (int i = 1; i < 15; i++) {
            take(conversation, Events.visitor(i));
        }
        conversation.save();
        assertThat(rows.chunks()).isEmpty();
        take(conversation, Events.visitor(15));
        conversation.save();
        assertThat(rows.chunks()).hasSize(1);
        int complete = rows.chunks().get(0).length;
        rows.takeWrittenBytes();
        conversation.save();
        assertThat(rows.takeWrittenBytes()).isEqualTo(rows.head().length).isLessThan(complete);
        take(conversation, Events.visitor(16));
        conversation.save();
        assertThat(rows.takeWrittenBytes()).isEqualTo(rows.head().length);
    }

    /** A chunk holds its events whether it is complete or not: 15, 16 and 17, 31, 32 and 33 events come back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 160})
    void shouldComeBackWithEveryEvent(int events) {
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(Events.ID, rows);
        for (int i = events; i > 0; i--) {
            take(conversation, Events.agent(i));
        }
        conversation.save();
        Conversation loaded = rows.load();
        take(loaded, Events.opened(0, ""));
        assertThat(loaded.contribution().messages()).isEqualTo(events);
        assertThat(loaded.contribution().firstResponseMillis()).isEqualTo(events * 1_000L);
        assertThat(loaded.contribution().averageResponseMicros()).isEqualTo((events + 1) * 500_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 127, 255})
    void shouldRefuseARowOfAnotherVersionAndSayWhatToDo(int version) {
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(Events.ID, rows);
        Events.workedExample().forEach(event -> take(conversation, event));
        conversation.save();
        byte[] head = rows.head();
        head[0] = (byte) version;
        assertThatThrownBy(() -> Conversation.load(Events.ID, head, rows))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessage("A row of the store conversations has version " + version
                        + "; this build knows versions 2 to 3. Another build wrote it: run that one or a later one, or have this"
                        + " one begin anew from the events in the topics, with another APPLICATION_ID.");
    }

    /** Rows outlive the build that wrote them: one whose form changes must say so by its version. */
    @Test
    void shouldReadARowOfAnEarlierBuild() {
        MemoryRows rows = new MemoryRows();
        Conversation conversation = new Conversation(Events.ID, rows);
        Events.workedExample().forEach(event -> take(conversation, event));
        conversation.arrivedOn(ARRIVAL_DAY);
        conversation.save();
        assertThat(HexFormat.of().formatHex(rows.head())).isEqualTo(ROW_OF_VERSION_3);
        for (String row : List.of(ROW_OF_VERSION_3, ROW_OF_VERSION_2)) {
            Conversation loaded = Conversation.load(Events.ID, HexFormat.of().parseHex(row), rows);
            assertThat(loaded.contribution()).isEqualTo(conversation.contribution());
            assertThat(loaded.standing()).isEqualTo(conversation.standing());
            // Sorts before the first response, which is at 81 seconds.
            take(loaded, Events.assigned(75));
            assertThat(loaded.contribution().firstReactionMillis()).isEqualTo(6_000);
            take(loaded, Events.queued(80, null));
            assertThat(loaded.contribution().firstReactionMillis()).isEqualTo(81_000);
        }
        conversation.condense(Long.MAX_VALUE);
        conversation.save();
        assertThat(HexFormat.of().formatHex(rows.head())).isEqualTo(CONDENSED_ROW_OF_VERSION_3);
        String condensedOfVersion2 = "02" + CONDENSED_ROW_OF_VERSION_3.substring(2);
        for (String row : List.of(CONDENSED_ROW_OF_VERSION_3, condensedOfVersion2)) {
            Conversation condensed = Conversation.load(Events.ID, HexFormat.of().parseHex(row), rows);
            assertThat(condensed.contribution()).isEqualTo(conversation.contribution());
            assertThat(condensed.standing().kind()).isEqualTo(Standing.Kind.CONDENSED);
        }
    }

    private static void take(Conversation conversation, LivechatEvent event) {
        conversation.take(conversation.change(KeptEvent.of(event)));
    }

    private String randomId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
