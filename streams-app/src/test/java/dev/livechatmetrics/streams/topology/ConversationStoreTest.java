package dev.livechatmetrics.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Which conversations stay live where there are more than memory is for. */
final class ConversationStoreTest {
    private static final int CONVERSATIONS = 1_000;
    private static final int MAX_LIVE = 100;
    private static final long OPENED = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

    /** One that is asked for again and again stays, others are let go once written, and read again when asked for. */
    @Test
    void shouldLetGoOfWhatWasNotAskedForAgainAndLoseNothing() {
        KeyValueStore<Bytes, byte[]> rows =
                Stores.inMemoryKeyValueStore(Names.CONVERSATIONS).get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        ConversationStore store = new ConversationStore(rows, MAX_LIVE * liveBytesOfOne(rows));

        ConversationStore.Live favourite = open(store, "favourite");
        List<ConversationStore.Live> opened = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            opened.add(open(store, "c" + i));
            assertThat(store.get(id("favourite"))).as("after %d others", i + 1).isSameAs(favourite);
        }
        int stillLive = 0;
        for (int i = CONVERSATIONS - 1; i >= 0; i--) {
            ConversationStore.Live found = store.get(id("c" + i));
            stillLive += found == opened.get(i) ? 1 : 0;
            assertThat(found.conversation().contribution())
                    .as("c" + i)
                    .isEqualTo(opened.get(i).conversation().contribution());
        }
        assertThat(stillLive).isBetween(MAX_LIVE / 2, MAX_LIVE);
    }

    /** Of live ones and of others; of an unknown one nothing. */
    @Test
    void shouldTellWhatConversationsContribute() {
        KeyValueStore<Bytes, byte[]> rows =
                Stores.inMemoryKeyValueStore(Names.CONVERSATIONS).get();
        rows.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), rows);
        ConversationStore store = new ConversationStore(rows);
        store.takeOver();
        Map<String, Contribution> expected = new HashMap<>();
        for (String id : List.of("written", "live")) {
            if (id.equals("live")) {
                store.writeBack();
                store.dropLive();
            }
            expected.put(id, open(store, id).conversation().contribution());
        }
        FiguresQuery query = new FiguresQuery(List.of("written", "unknown", "live"));
        assertThat(store.read(query).getResult()).isEqualTo(expected);

        store.release();
        assertThat(store.read(query).isSuccess()).isFalse();
        expected.remove("live");
        assertThat(store.readRows(query, 0).getResult()).isEqualTo(expected);
    }

    private static long liveBytesOfOne(KeyValueStore<Bytes, byte[]> rows) {
        return open(new ConversationStore(rows), "c000").conversation().memoryBytes();
    }

    private static ConversationStore.Live open(ConversationStore store, String id) {
        ConversationStore.Live live = store.get(id(id));
        LivechatEvent event = new LivechatEvent.Opened(id, OPENED + id.hashCode(), "o", "sales");
        live.conversation().take(live.conversation().change(KeptEvent.of(event)));
        store.changed(live);
        return live;
    }

    private static byte[] id(String id) {
        return id.getBytes(UTF_8);
    }
}
