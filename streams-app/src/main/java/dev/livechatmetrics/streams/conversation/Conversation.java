package dev.livechatmetrics.streams.conversation;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.Standing.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A conversation as the set of its events: what it contributes to the charts depends on that set alone.
 *
 * <p>An event is taken in two steps: {@link #change} finds out what it would do and changes nothing, so that a failure
 * leaves the conversation as it was; {@link #take} does it. A deleted conversation forgets everything but the hashes of
 * the identities that it has seen and when it was opened; a condensed one keeps these and its figures. Not thread-safe.
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
    /** What the metrics contribute. */
    private Contribution contribution;

    /** Whether a message was deleted: in most conversations none is, and looking for it takes a hash. */
    private boolean lostMessages;

    private EventChunk tail;
    private HashChunk hashes;
    private int chunks;
    private int savedChunks;
    private boolean hasHead;
    private boolean deleted;
    private boolean tombstoned;
    private boolean condensed;
    /** Whether it is known to be open again after its latest close. */
    private boolean reopened;

    private int lastArrivalDay;
    /** Of a deleted conversation. */
    private long openedAtMillis = Standing.NOT_OPENED;

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
        Standing standing = row.standing();
        conversation.hasHead = true;
        conversation.deleted = standing.kind() == Kind.DELETED;
        conversation.tombstoned = row.tombstoned();
        conversation.condensed = standing.kind() == Kind.CONDENSED;
        conversation.reopened = standing.kind() == Kind.OPEN && row.metrics().closed();
        conversation.lastArrivalDay = standing.lastArrivalDay();
        conversation.openedAtMillis = conversation.deleted ? standing.openedAtMillis() : Standing.NOT_OPENED;
        conversation.metrics = row.metrics();
        conversation.contribution = row.metrics().contribution();
        conversation.chunks = row.chunks();
        conversation.savedChunks = row.chunks();
        if (conversation.keepsHashes()) {
            conversation.loadHashes(row.tail());
        } else {
            conversation.loadEvents(row.tail());
        }
        if (row.unfolded()) {
            conversation.metrics = row.metrics().refolded(conversation.inOrder(new ArrayList<>()));
            conversation.contribution = conversation.metrics.contribution();
        }
        return conversation;
    }

    /** What the conversation that was saved in these rows adds to the charts, or null: read for this alone. */
    public static Contribution contribution(byte[] id, byte[] head, ConversationRows rows) {
        HeadRow row = HeadRow.decode(id, head);
        return row.unfolded()
                ? load(id, head, rows).contribution
                : row.metrics().contribution();
    }

    /** What the conversation adds to the charts, or null where it does not count. */
    public Contribution contribution() {
        return contribution;
    }

    /** About how much memory the conversation takes. */
    public int memoryBytes() {
        int unsaved = unsavedChunks.size() * EventChunk.COMPLETE * 32;
        return 600 + 2 * id.length + index.memoryBytes() + (tail == null ? 512 : tail.sizeBytes()) + unsaved;
    }

    /** What this event would do; changes nothing. */
    public Change change(KeptEvent event) {
        long hash = IdentityIndex.hash(event.type(), event.identity());
        if (index.contains(keepsHashes() ? HashChunk.kept(hash) : hash)) {
            return nothing(Outcome.DUPLICATE, null, hash);
        }
        if (deleted) {
            return nothing(Outcome.IGNORED, event, hash);
        }
        if (event.type() == EventType.DELETED) {
            return new Change(Outcome.APPLIED, event, hash, ConversationMetrics.NONE, contribution, null, true);
        }
        if (condensed) {
            return event.department() == null || event.type() == EventType.OPENED
                    ? refused(Reason.TOO_LATE)
                    : applied(event, hash, metrics.withDepartment(event));
        }
        ConversationMetrics counted = counted(event);
        ConversationMetrics folded = counted.after(event);
        ConversationMetrics next = folded != null ? folded : counted.refolded(inOrderWith(event));
        return applied(event, hash, next);
    }

    /** What a tombstone would do; changes nothing. */
    public Change tombstone() {
        if (tombstoned) {
            return nothing(Outcome.DUPLICATE, null, 0);
        }
        Outcome outcome = deleted ? Outcome.IGNORED : Outcome.APPLIED;
        return new Change(outcome, null, 0, ConversationMetrics.NONE, contribution, null, true);
    }

    /** The change that a refused record makes: none. */
    public Change refused(Reason reason) {
        return new Change(Outcome.DEAD_LETTERED, null, 0, metrics, contribution, contribution, false, reason, false);
    }

    /** The change that a record makes that is passed over: none. */
    public Change ignored() {
        return nothing(Outcome.IGNORED, null, 0);
    }

    /** What it would be to know nothing of the conversation any more; changes nothing. */
    public Change leaving() {
        return new Change(Outcome.IGNORED, null, 0, ConversationMetrics.NONE, contribution, null, false, null, true);
    }

    /** Does what the change says, which must be the latest that this conversation was asked for. */
    public void take(Change change) {
        if (change.leaves()) {
            leave();
            return;
        }
        if (change.event() != null) {
            remember(change.event(), change.identityHash());
        }
        if (change.deletes() && change.event() == null) {
            tombstoned = true;
        }
        if (change.deletes() && !deleted) {
            forget();
        }
        metrics = change.metrics();
        contribution = change.after();
    }

    /** Writes what has changed since the last time. */
    public void save() {
        unsavedChunks.forEach(rows::write);
        unsavedChunks.clear();
        for (int row = chunks + 1; row <= savedChunks; row++) {
            rows.delete(row);
        }
        savedChunks = chunks;
        Standing standing = standing();
        if (standing.kind() != Kind.UNKNOWN) {
            byte[] tailBytes = keepsHashes() ? hashes.toBytes() : tail.toBytes();
            HeadRow head = new HeadRow(standing, tombstoned, chunks, metrics, false, tailBytes);
            rows.write(ConversationRows.HEAD, head.encode(id));
        } else if (hasHead) {
            rows.delete(ConversationRows.HEAD);
        }
        hasHead = standing.kind() != Kind.UNKNOWN;
    }

    /** What the clock judges the conversation by. */
    public Standing standing() {
        if (deleted) {
            return new Standing(Kind.DELETED, openedAtMillis, lastArrivalDay);
        }
        if (condensed) {
            return new Standing(Kind.CONDENSED, metrics.opened().atMillis(), lastArrivalDay);
        }
        return events() == 0
                ? new Standing(Kind.UNKNOWN, Standing.NOT_OPENED, lastArrivalDay)
                : metrics.standing(reopened, lastArrivalDay);
    }

    /** How many events are kept; of a condensed or deleted conversation, none. */
    public int events() {
        return keepsHashes() ? 0 : chunks * EventChunk.COMPLETE + tail.count();
    }

    /** Notes the day of UTC, counted from the epoch, on which the latest change was taken. */
    public void arrivedOn(int day) {
        lastArrivalDay = day;
    }

    /**
     * Condenses a closed conversation whose latest event is older: of its events nothing is kept but the hashes of their
     * identities, and what it contributes stays. Where it was opened again after its latest close, that is noted instead.
     *
     * @return whether anything has changed
     */
    public boolean condense(long beforeMillis) {
        List<KeptEvent> events = inOrder(new ArrayList<>());
        if (events.get(events.size() - 1).atMillis() >= beforeMillis) {
            return false;
        }
        for (KeptEvent event : events) {
            if (event.type() == EventType.CLOSED) {
                reopened = false;
            } else if (event.type() == EventType.REOPENED) {
                reopened = true;
            }
        }
        if (!reopened) {
            condensed = true;
            metrics = CondensedMetrics.of(metrics);
            keepHashes();
        }
        return true;
    }

    private boolean keepsHashes() {
        return deleted || condensed;
    }

    private Change applied(KeptEvent event, long hash, ConversationMetrics next) {
        return new Change(Outcome.APPLIED, event, hash, next, contribution, next.contribution(), false);
    }

    private Change nothing(Outcome outcome, KeptEvent event, long identityHash) {
        return new Change(outcome, event, identityHash, metrics, contribution, contribution, false);
    }

    /** The message counts with this event; which messages were deleted does not depend on any order. */
    private ConversationMetrics counted(KeptEvent event) {
        if (event.type() == EventType.MESSAGE_SENT) {
            boolean gone = lostMessages && index.contains(IdentityIndex.deletedMessageHash(event.identity()));
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
        events.add(event);
        return inOrder(events);
    }

    private List<KeptEvent> inOrder(List<KeptEvent> events) {
        for (int row = 1; row <= chunks; row++) {
            events.addAll(EventChunk.decode(id, chunk(row)));
        }
        events.addAll(EventChunk.decode(id, tail.toBytes()));
        events.sort(null);
        return events;
    }

    private byte[] chunk(int row) {
        byte[] unsaved = unsavedChunks.get(row);
        return unsaved != null ? unsaved : rows.read(row);
    }

    private void remember(KeptEvent event, long hash) {
        reopened = false; // its close and reopening are judged anew
        if (keepsHashes()) {
            rememberHash(hash);
            return;
        }
        index(event, hash);
        tail.append(event);
        if (tail.isComplete()) {
            unsavedChunks.put(++chunks, tail.toBytes());
            tail = new EventChunk(id);
        }
    }

    private void rememberHash(long hash) {
        long kept = HashChunk.kept(hash);
        index.add(kept, PLAIN);
        hashes.append(kept);
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
            lostMessages = true;
            index.add(IdentityIndex.deletedMessageHash(event.messageId()), DELETED_MESSAGE);
        }
    }

    /** Keeps of every event nothing but its hash. */
    private void forget() {
        deleted = true;
        condensed = false;
        openedAtMillis = metrics.opened() == null
                ? Standing.NOT_OPENED
                : metrics.opened().atMillis();
        keepHashes();
    }

    private void keepHashes() {
        tail = null;
        hashes = new HashChunk();
        unsavedChunks.clear();
        chunks = 0;
        IdentityIndex seen = index;
        index = new IdentityIndex();
        seen.forEach((hash, tag) -> {
            if (tag != DELETED_MESSAGE) {
                rememberHash(hash);
            }
        });
    }

    private void leave() {
        index = new IdentityIndex();
        lostMessages = false;
        metrics = ConversationMetrics.NONE;
        contribution = null;
        tail = new EventChunk(id);
        hashes = null;
        unsavedChunks.clear();
        chunks = 0;
        deleted = false;
        tombstoned = false;
        condensed = false;
        reopened = false;
        openedAtMillis = Standing.NOT_OPENED;
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
