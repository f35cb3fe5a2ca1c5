package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The conversations of a partition in the order of their openings, with the department of each, and how many of those that
 * are shown each department has. A row changes with a conversation's opening and department, not with its figures.
 *
 * <p>Written by the task's thread, read by any. State of builds that had no such index is found by its stamp, which is
 * missing; the index is then made from the conversations, and until then it answers nothing.
 */
final class OpeningIndex extends MarkedStore {
    /** No opening's and no department's key. */
    private static final Bytes STAMP_KEY = Bytes.wrap(new byte[] {(byte) 0xFF});

    private static final int VERSION = 1;
    private static final int MAX_UNWRITTEN = 65_536;
    private static final NavigableMap<Bytes, byte[]> NONE = Collections.emptyNavigableMap();

    /** In which the rows and the index differ: keys with the value of a row that is to be put, or null to be deleted. */
    private final NavigableMap<Bytes, byte[]> unwritten = new TreeMap<>();

    private final DepartmentCounts departments;

    private volatile boolean current;

    /** The first quarter hour whose openings are in the counts. */
    private int countedFrom;

    private boolean stampDue;

    OpeningIndex(KeyValueStore<Bytes, byte[]> rows) {
        super(rows);
        departments = new DepartmentCounts(rows);
    }

    /** Whether all conversations are in it. Takes no lock, as every record asks. */
    boolean isCurrent() {
        return current;
    }

    /** Finds out whether it was ever made, or has nothing to be made of; to be called once the rows are restored. */
    synchronized void checkStamp(ConversationStore conversations) {
        // What was hidden since the store was taken over is counted below, by what the rows say.
        dropLive();
        byte[] stamp = rows().get(STAMP_KEY);
        stampDue = stamp == null && conversations.isEmpty();
        current = stamp != null || stampDue;
        countedFrom = stamp == null ? firstShown() : decodeStamp(stamp);
        countShown();
    }

    /** Makes it from the conversations. Must be called while a record or a punctuation is processed. */
    synchronized void rebuild(ConversationStore conversations) {
        dropLive();
        countedFrom = firstShown();
        conversations.forEachContribution((id, contribution) -> replace(id, null, contribution));
        stampDue = true;
        writeBack();
        current = true;
    }

    /** Counts those that are shown, and no others, after another {@link #hideBefore}. */
    synchronized void countShown() {
        int shown = firstShown();
        if (!current || shown == countedFrom) {
            return;
        }
        int change = shown > countedFrom ? -1 : 1;
        Bytes from = OpeningKey.start(QuarterHours.startMillis(Math.min(shown, countedFrom)));
        Bytes before = OpeningKey.start(QuarterHours.startMillis(Math.max(shown, countedFrom)));
        new NewerRows(rows(), unwritten).forEach(from, before, (key, value) -> {
            departments.add(department(value), change);
            return true;
        });
        countedFrom = shown;
        stampDue = true;
    }

    /** Replaces where a conversation is, null for nowhere, in one step: a reader finds it once. */
    synchronized void replace(byte[] conversationId, Contribution before, Contribution after) {
        if (before != null) {
            if (after == null || after.openedAtMillis() != before.openedAtMillis()) {
                unwritten.put(OpeningKey.bytes(before.openedAtMillis(), conversationId), null);
            }
            count(before, -1);
        }
        if (after != null) {
            unwritten.put(OpeningKey.bytes(after.openedAtMillis(), conversationId), value(after.department()));
            count(after, 1);
        }
        if (unwritten.size() >= MAX_UNWRITTEN) {
            writeBack();
        }
    }

    private void count(Contribution contribution, int change) {
        if (QuarterHours.of(contribution.openedAtMillis()) >= countedFrom) {
            departments.add(contribution.department(), change);
        }
    }

    @Override
    synchronized void writeBack() {
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(unwritten.size());
        unwritten.forEach((key, value) -> rows.add(KeyValue.pair(key, value)));
        unwritten.clear();
        departments.writeTo(rows);
        if (stampDue) {
            rows.add(KeyValue.pair(STAMP_KEY, encodeStamp(countedFrom)));
            stampDue = false;
        }
        if (!rows.isEmpty()) {
            beginCommit();
        }
        writeRows(rows);
    }

    @Override
    synchronized void dropLive() {
        unwritten.clear();
        departments.dropLive();
        stampDue = false;
    }

    @Override
    <T> QueryResult<T> read(PartitionQuery<T> query) {
        if (!current) {
            // Not with the monitor, which is held for as long as it is made.
            return notMade();
        }
        synchronized (this) {
            if (!isOpen()) {
                return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
            }
            return answer(query, current, new NewerRows(rows(), unwritten), departments::now, firstShown());
        }
    }

    @Override
    <T> QueryResult<T> readRows(PartitionQuery<T> query, int firstToShow) {
        boolean made = rows().get(STAMP_KEY) != null;
        return answer(query, made, new NewerRows(rows(), NONE), departments::written, firstToShow);
    }

    @SuppressWarnings("unchecked") // the type of a result is its query's
    private <T> QueryResult<T> answer(
            PartitionQuery<T> query,
            boolean made,
            NewerRows openings,
            Supplier<SortedMap<String, Long>> counts,
            int firstToShow) {
        if (!made) {
            return notMade();
        }
        if (query instanceof DepartmentsQuery) {
            return (QueryResult<T>) QueryResult.forResult(counts.get());
        }
        return query instanceof OpeningsQuery asked
                ? (QueryResult<T>) QueryResult.forResult(openings(asked, openings, firstToShow))
                : QueryResult.forUnknownQueryType(query, this);
    }

    private <T> QueryResult<T> notMade() {
        return QueryResult.forFailure(FailureReason.DOES_NOT_EXIST, name() + " is being made from the conversations");
    }

    private static Openings openings(OpeningsQuery query, NewerRows openings, int firstToShow) {
        long fromMillis = Math.max(query.fromMillis(), QuarterHours.startMillis(firstToShow));
        Bytes from = OpeningKey.start(fromMillis);
        Bytes after = query.after() == null ? from : query.after().bytes();
        List<String> named = query.scope().departments();
        Set<String> departments = named == null ? null : Set.copyOf(named);
        if (departments != null && departments.isEmpty()) {
            return new Openings(List.of(), null);
        }
        List<Opening> found = new ArrayList<>();
        Bytes[] latest = {null};
        int[] lookedAt = {0};
        boolean all = openings.forEach(
                after.compareTo(from) > 0 ? after : from, OpeningKey.start(query.toMillis()), (key, value) -> {
                    if (key.equals(after)) {
                        return true;
                    }
                    if (found.size() == query.most() || lookedAt[0]++ == OpeningsQuery.MOST_LOOKED_AT) {
                        return false;
                    }
                    latest[0] = key;
                    String department = department(value);
                    if (departments == null || departments.contains(department)) {
                        found.add(new Opening(OpeningKey.of(key), department));
                    }
                    return true;
                });
        return new Openings(found, all ? null : OpeningKey.of(latest[0]));
    }

    private static byte[] value(String department) {
        byte[] utf8 = department.getBytes(StandardCharsets.UTF_8);
        return new BinaryWriter(1 + utf8.length)
                .writeByte(VERSION)
                .writeBytes(utf8, 0, utf8.length)
                .toBytes();
    }

    private static String department(byte[] value) {
        return new String(reader(value).readRest(), StandardCharsets.UTF_8);
    }

    private static byte[] encodeStamp(int countedFrom) {
        return new BinaryWriter(6).writeByte(VERSION).writeUnsigned(countedFrom).toBytes();
    }

    private static int decodeStamp(byte[] stamp) {
        return Math.toIntExact(reader(stamp).readUnsigned());
    }

    private static BinaryReader reader(byte[] row) {
        BinaryReader reader = new BinaryReader(row);
        UnknownVersionException.check("store openings", reader.readByte(), VERSION, VERSION);
        return reader;
    }
}
