package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A conversation as the set of its events: what it contributes to the charts depends on that set alone.
 *
 * <p>An event is taken in two steps: {@link #change} finds out what it would do and changes nothing, so that a failure
 * leaves the conversation as it was; {@link #take} does it. A deleted conversation forgets everything but the hashes of
 * the identities that it has seen. Not thread-safe.
 */
public final class Conversation {
    private static final int PLAIN = 0;
    private static final int DELETED_MESSAGE = 1;
    /** Tags of sent messages: this plus the sender's code. */
    private static final int SENT = 2;

    private final byte[] id;
    private final ConversationRows rows;
    private final Map<Integer, byte[]> unsavedChunks = new TreeMap<>();
    private IdentityIndex index = new IdentityIndex();
    private ConversationMetrics metrics = ConversationMetrics.NONE;
    private EventChunk tail;
    private HashChunk hashes;
    private int chunks;
    private int savedChunks;
    private boolean deleted;
    private boolean tombstoned;

    /**
     * What a record would do: how it ends, and what the conversation contributes before and after (null where it does
     * not count).
     */
    public static final class Change {
        private final Outcome outcome;
        private final KeptEvent event;
        private final long identityHash;
        private final ConversationMetrics metrics;
        private final Contribution before;
        private final Contribution after;
        private final boolean deletes;

        private Change(
                Outcome outcome,
                KeptEvent event,
                long identityHash,
                ConversationMetrics metrics,
                Contribution before,
                Contribution after,
                boolean deletes) {
            this.outcome = outcome;
            this.event = event;
            this.identityHash = identityHash;
            this.metrics = metrics;
            this.before = before;
            this.after = after;
            this.deletes = deletes;
        }

        public Outcome outcome() {
            return outcome;
        }

        public Contribution before() {
            return before;
        }

        public Contribution after() {
            return after;
        }
    }

    /** A conversation of which nothing is known yet. */
    public Conversation(byte[] id, ConversationRows rows) {
        this.id = id;
        this.rows = rows;
        this.tail = new EventChunk(id);
    }

    /** The conversation that was saved in these rows. */
    public static Conversation load(byte[] id, byte[] head, ConversationRows rows) {
        HeadRow row = HeadRow.decode(id, head);
        Conversation conversation = new Conversation(id, rows);
        conversation.deleted = row.deleted();
        conversation.tombstoned = row.tombstoned();
        conversation.metrics = row.metrics();
        conversation.chunks = row.chunks();
        conversation.savedChunks = row.chunks();
        if (row.deleted()) {
            conversation.loadHashes(row.tail());
        } else {
            conversation.loadEvents(row.tail());
        }
        return conversation;
    }

    /** What the conversation adds to the charts, or null where it does not count. */
    public Contribution contribution() {
        return metrics.contribution();
    }

    /** About how much memory the conversation takes. */
    public int memoryBytes() {
        int unsaved = unsavedChunks.size() * EventChunk.COMPLETE * 32;
        return 600 + 2 * id.length + index.memoryBytes() + (tail == null ? 512 : tail.sizeBytes()) + unsaved;
    }

    /** What this event would do; changes nothing. */
    public Change change(LivechatEvent livechatEvent) {
        KeptEvent event = KeptEvent.of(livechatEvent);
        long hash = IdentityIndex.hash(event.type(), event.identity());
        if (index.contains(hash)) {
            return nothing(Outcome.DUPLICATE, null, hash);
        }
        if (deleted) {
            return nothing(Outcome.IGNORED, event, hash);
        }
        if (event.type() == EventType.DELETED) {
            return new Change(Outcome.APPLIED, event, hash, ConversationMetrics.NONE, contribution(), null, true);
        }
        ConversationMetrics counted = counted(event);
        ConversationMetrics folded = counted.after(event);
        ConversationMetrics next = folded != null ? folded : counted.refolded(inOrderWith(event));
        return new Change(Outcome.APPLIED, event, hash, next, contribution(), next.contribution(), false);
    }

    /** What a tombstone would do; changes nothing. */
    public Change tombstone() {
        if (tombstoned) {
            return nothing(Outcome.DUPLICATE, null, 0);
        }
        Outcome outcome = deleted ? Outcome.IGNORED : Outcome.APPLIED;
        return new Change(outcome, null, 0, ConversationMetrics.NONE, contribution(), null, true);
    }

    /** Does what the change says, which must be the latest that this conversation was asked for. */
    public void take(Change change) {
        if (change.event != null) {
            remember(change.event, change.identityHash);
        }
        if (change.deletes && change.event == null) {
            tombstoned = true;
        }
        if (change.deletes && !deleted) {
            forget();
        }
        metrics = change.metrics;
    }

    /** Writes what has changed since the last time. */
    public void save() {
        unsavedChunks.forEach(rows::write);
        unsavedChunks.clear();
        for (int row = chunks + 1; row <= savedChunks; row++) {
            rows.delete(row);
        }
        savedChunks = chunks;
        byte[] tailBytes = deleted ? hashes.toBytes() : tail.toBytes();
        rows.write(ConversationRows.HEAD, new HeadRow(deleted, tombstoned, chunks, metrics, tailBytes).encode(id));
    }

    private Change nothing(Outcome outcome, KeptEvent event, long identityHash) {
        Contribution contribution = contribution();
        return new Change(outcome, event, identityHash, metrics, contribution, contribution, false);
    }

    /** The message counts with this event; which messages were deleted does not depend on any order. */
    private ConversationMetrics counted(KeptEvent event) {
        if (event.type() == EventType.MESSAGE_SENT) {
            boolean gone = index.contains(IdentityIndex.deletedMessageHash(event.identity()));
            return gone ? metrics : metrics.withMessages(event.sender(), 1);
        }
        if (event.type() == EventType.MESSAGE_DELETED
                && !index.contains(IdentityIndex.deletedMessageHash(event.messageId()))) {
            int tag = index.tag(IdentityIndex.hash(EventType.MESSAGE_SENT, event.messageId()));
            return tag == IdentityIndex.ABSENT ? metrics : metrics.withMessages(EventCodes.sender(tag - SENT), -1);
        }
        return metrics;
    }

    private List<KeptEvent> inOrderWith(KeptEvent event) {
        List<KeptEvent> events = new ArrayList<>(EventChunk.COMPLETE * (chunks + 1) + 1);
        for (int row = 1; row <= chunks; row++) {
            events.addAll(EventChunk.decode(id, chunk(row)));
        }
        events.addAll(EventChunk.decode(id, tail.toBytes()));
        events.add(event);
        events.sort(null);
        return events;
    }

    private byte[] chunk(int row) {
        byte[] unsaved = unsavedChunks.get(row);
        return unsaved != null ? unsaved : rows.read(row);
    }

    private void remember(KeptEvent event, long hash) {
        index(event, hash);
        if (deleted) {
            rememberHash(hash);
            return;
        }
        tail.append(event);
        if (tail.isComplete()) {
            unsavedChunks.put(++chunks, tail.toBytes());
            tail = new EventChunk(id);
        }
    }

    private void rememberHash(long hash) {
        hashes.append(hash);
        if (hashes.isComplete()) {
            unsavedChunks.put(++chunks, hashes.toBytes());
            hashes = new HashChunk();
        }
    }

    private void index(KeptEvent event) {
        index(event, IdentityIndex.hash(event.type(), event.identity()));
    }

    private void index(KeptEvent event, long hash) {
        int tag = event.type() == EventType.MESSAGE_SENT ? SENT + EventCodes.of(event.sender()) : PLAIN;
        index.add(hash, tag);
        if (event.type() == EventType.MESSAGE_DELETED) {
            index.add(IdentityIndex.deletedMessageHash(event.messageId()), DELETED_MESSAGE);
        }
    }

    /** Keeps of every event nothing but its hash. */
    private void forget() {
        deleted = true;
        tail = null;
        hashes = new HashChunk();
        unsavedChunks.clear();
        chunks = 0;
        IdentityIndex seen = index;
        index = new IdentityIndex();
        seen.forEach((hash, tag) -> {
            if (tag != DELETED_MESSAGE) {
                index.add(hash, PLAIN);
                rememberHash(hash);
            }
        });
    }

    private void loadEvents(byte[] tailBytes) {
        for (int row = 1; row <= chunks; row++) {
            EventChunk.decode(id, rows.read(row)).forEach(this::index);
        }
        for (KeptEvent event : EventChunk.decode(id, tailBytes)) {
            index(event);
            tail.append(event);
        }
    }

    private void loadHashes(byte[] tailBytes) {
        tail = null;
        hashes = new HashChunk();
        for (int row = 1; row <= chunks; row++) {
            HashChunk.forEach(rows.read(row), hash -> index.add(hash, PLAIN));
        }
        HashChunk.forEach(tailBytes, hash -> {
            index.add(hash, PLAIN);
            hashes.append(hash);
        });
    }
}
