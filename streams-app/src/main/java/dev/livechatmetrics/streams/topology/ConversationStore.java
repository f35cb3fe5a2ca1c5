package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.conversation.Conversation;
import dev.livechatmetrics.streams.conversation.ConversationRows;
import dev.livechatmetrics.streams.conversation.Standing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The conversations of a partition, by id. Those of late stay live in memory, up to a bound. The key of a head row is the
 * conversation's id, that of another row the id, a byte that is in no UTF-8, and the row's number. Used by the task's
 * thread alone, but for {@link #read}, which any may call.
 */
final class ConversationStore extends MarkedStore {
    private static final long MAX_LIVE_BYTES = 48L * 1024 * 1024;
    private static final byte CHUNK = (byte) 0xFF;
    private static final int CHUNK_SUFFIX_BYTES = 1 + Integer.BYTES;

    private final long maxLiveBytes;
    /** Readers look into it, too. */
    private final Map<Bytes, Live> live = new ConcurrentHashMap<>(1024);
    /** The same, in the order in which they are looked at for one to let go. */
    private final Deque<Live> ring = new ArrayDeque<>(1024);

    private final List<Live> changed = new ArrayList<>();
    private final List<KeyValue<Bytes, byte[]>> written = new ArrayList<>();
    private long liveBytes;

    /** A conversation in memory. */
    static final class Live {
        private final Bytes key;
        private final Conversation conversation;
        private int memoryBytes;
        /** Whether it was asked for again since it came, or since it was last looked at for one to let go. */
        private boolean used;

        private boolean changed;
        private boolean aside;
        private boolean unknown;
        private Aggregates.Place place;

        private Live(Bytes key, Conversation conversation) {
            this.key = key;
            this.conversation = conversation;
            this.memoryBytes = conversation.memoryBytes();
        }

        Conversation conversation() {
            return conversation;
        }

        /** Whether nothing was saved of it, and nothing has changed it since. */
        boolean isUnknown() {
            return unknown;
        }

        /** Where the conversation counts, as far as that is known, or null. */
        Aggregates.Place place() {
            return place;
        }

        void setPlace(Aggregates.Place newPlace) {
            place = newPlace;
        }
    }

    ConversationStore(KeyValueStore<Bytes, byte[]> rows) {
        this(rows, MAX_LIVE_BYTES);
    }

    ConversationStore(KeyValueStore<Bytes, byte[]> rows, long maxLiveBytes) {
        super(rows);
        this.maxLiveBytes = maxLiveBytes;
    }

    /** The conversation of that id; one of which nothing is known where none was saved. */
    Live get(byte[] id) {
        Bytes key = Bytes.wrap(id);
        Live found = live.get(key);
        if (found == null) {
            if (liveBytes > maxLiveBytes) {
                writeBack();
            }
            ConversationRows conversationRows = new Rows(id);
            byte[] head = rows().get(headKey(id));
            found = new Live(
                    key,
                    head == null
                            ? new Conversation(id, conversationRows)
                            : Conversation.load(id, head, conversationRows));
            found.unknown = head == null;
            live.put(key, found);
            ring.add(found);
            liveBytes += found.memoryBytes;
        } else {
            found.used = true;
        }
        return found;
    }

    /** Says that the conversation has changed and is to be written back. */
    void changed(Live entry) {
        int memoryBytes = entry.conversation.memoryBytes();
        liveBytes += memoryBytes - entry.memoryBytes;
        entry.memoryBytes = memoryBytes;
        entry.unknown = false;
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
        }
    }

    /** Called with a conversation and its standing by its row. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] id, Standing standing);
    }

    /**
     * Visits the conversations whose head rows are among so many rows from a key on, or from the first where null.
     *
     * @return the key of the row after these, or null where there is none
     */
    Bytes walk(Bytes from, int maxRows, Visitor visitor) {
        try (KeyValueIterator<Bytes, byte[]> iterator = rows().range(from, null)) {
            for (int row = 0; row < maxRows && iterator.hasNext(); row++) {
                KeyValue<Bytes, byte[]> entry = iterator.next();
                byte[] key = entry.key.get();
                if (isHead(key)) {
                    visitor.visit(key, Standing.of(key, entry.value));
                }
            }
            return iterator.hasNext() ? iterator.peekNextKey() : null;
        }
    }

    /** Whether it has no row at all. */
    boolean isEmpty() {
        try (KeyValueIterator<Bytes, byte[]> all = rows().all()) {
            return !all.hasNext();
        }
    }

    /** Calls with the id and the contribution of each conversation that counts, as its rows have it. */
    void forEachContribution(BiConsumer<byte[], Contribution> consumer) {
        writeBack();
        try (KeyValueIterator<Bytes, byte[]> all = rows().all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                byte[] id = row.key.get();
                Contribution contribution = isHead(id) ? Conversation.contribution(id, row.value, new Rows(id)) : null;
                if (contribution != null) {
                    consumer.accept(id, contribution);
                }
            }
        }
    }

    @Override
    <T> QueryResult<T> read(PartitionQuery<T> query) {
        QueryResult<T> read = answer(query, true);
        return isOwned() ? read : QueryResult.forFailure(FailureReason.NOT_ACTIVE, "its task has just ended its work");
    }

    @Override
    <T> QueryResult<T> readRows(PartitionQuery<T> query, int firstToShow) {
        return answer(query, false);
    }

    @SuppressWarnings("unchecked") // the type of a result is its query's
    private <T> QueryResult<T> answer(PartitionQuery<T> query, boolean withLive) {
        if (!(query instanceof FiguresQuery figures)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        Map<String, Contribution> contributions = new HashMap<>();
        for (String id : figures.conversationIds()) {
            Contribution contribution = contribution(id.getBytes(StandardCharsets.UTF_8), withLive);
            if (contribution != null) {
                contributions.put(id, contribution);
            }
        }
        return (QueryResult<T>) QueryResult.forResult(contributions);
    }

    /**
     * What is not live is in its row, which is written before a conversation is let go. A contribution is one object, which
     * the task's thread replaces by another.
     */
    private Contribution contribution(byte[] id, boolean withLive) {
        Live found = withLive ? live.get(Bytes.wrap(id)) : null;
        if (found != null) {
            return found.conversation.contribution();
        }
        byte[] head = rows().get(headKey(id));
        return head == null ? null : Conversation.contribution(id, head, new Rows(id));
    }

    /** The conversation that is live, or else one that does not become so: a walk over all must not drive out those. */
    Live aside(byte[] id) {
        Live found = live.get(Bytes.wrap(id));
        if (found != null) {
            return found;
        }
        byte[] head = rows().get(headKey(id));
        Live aside = new Live(Bytes.wrap(id), Conversation.load(id, head, new Rows(id)));
        aside.aside = true;
        return aside;
    }

    /** Says that a conversation from {@link #aside} has changed. */
    void changedAside(Live entry) {
        if (entry.aside) {
            entry.conversation.save();
        } else {
            changed(entry);
        }
    }

    /** Writes what has changed aside; must be called before {@link #get} is. */
    void writeAside() {
        if (!written.isEmpty()) {
            beginCommit();
        }
        writeRows(written);
        written.clear();
    }

    @Override
    void writeBack() {
        for (Live entry : changed) {
            entry.conversation.save();
            entry.changed = false;
        }
        changed.clear();
        writeAside();
        // Down to three quarters, so that a full store does not write back with every event.
        while (liveBytes > maxLiveBytes - maxLiveBytes / 4) {
            letOneGo();
        }
    }

    /** Lets go of the first that was not used since it was last looked at. */
    private void letOneGo() {
        Live entry = ring.remove();
        while (entry.used) {
            entry.used = false;
            ring.add(entry);
            entry = ring.remove();
        }
        live.remove(entry.key);
        liveBytes -= entry.memoryBytes;
    }

    @Override
    void dropLive() {
        live.clear();
        ring.clear();
        changed.clear();
        written.clear();
        liveBytes = 0;
    }

    static Bytes headKey(byte[] id) {
        return Bytes.wrap(id);
    }

    private static Bytes key(byte[] id, int row) {
        if (row == ConversationRows.HEAD) {
            return headKey(id);
        }
        return Bytes.wrap(ByteBuffer.allocate(id.length + CHUNK_SUFFIX_BYTES)
                .put(id)
                .put(CHUNK)
                .putInt(row)
                .array());
    }

    /** Whether it is no chunk's key, and no mark's: those begin with a byte that is in no UTF-8. */
    private static boolean isHead(byte[] key) {
        boolean isChunk = key.length > CHUNK_SUFFIX_BYTES && key[key.length - CHUNK_SUFFIX_BYTES] == CHUNK;
        return !isChunk && key[0] != CommitMark.BEGUN_KEY.get()[0];
    }

    private final class Rows implements ConversationRows {
        private final byte[] id;

        private Rows(byte[] id) {
            this.id = id;
        }

        @Override
        public byte[] read(int row) {
            byte[] bytes = rows().get(key(id, row));
            if (bytes == null) {
                throw new IllegalStateException("row " + row + " of a conversation is missing from " + name());
            }
            return bytes;
        }

        @Override
        public void write(int row, byte[] bytes) {
            written.add(KeyValue.pair(key(id, row), bytes));
        }

        @Override
        public void delete(int row) {
            written.add(KeyValue.pair(key(id, row), null));
        }
    }
}
