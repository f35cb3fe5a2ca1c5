package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.BinMoves;
import dev.livechatmetrics.streams.aggregate.QuarterHours;
import dev.livechatmetrics.streams.aggregate.Sketch;
import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How the times of conversations are distributed, a sketch for each quarter hour of UTC, of each department and of all. A
 * row is changed where a time goes to another bin, which most events leave as it is.
 *
 * <p>Written by the task's thread, read by any: a reader takes what has changed and the rows of one moment with the monitor
 * held, and reads them without, so that a year of sketches does not keep events waiting. State of builds that had no such
 * store has no stamp; the sketches are then made from the conversations, and until then it answers nothing.
 */
final class SketchStore extends MarkedStore {
    static final long MAX_LIVE_BYTES = 16 * 1024 * 1024;

    private static final Bytes STAMP_KEY = Bytes.wrap(new byte[] {(byte) 0xFF});
    private static final byte[] STAMP = {1};

    /** Those that are in memory, the ones found longest ago first. */
    private final Map<Key, Live> live = new LinkedHashMap<>(1024);

    private final List<Live> changed = new ArrayList<>();
    private final long maxLiveBytes;
    private long liveBytes;
    private volatile boolean current;
    private boolean stampDue;

    private record Key(String department, int quarterHour) {}

    /** A sketch in memory. */
    private static final class Live {
        private final Key key;
        private final Sketch sketch;
        private int bytes;
        private boolean changed;
        private boolean givenUp;

        private Live(Key key, Sketch sketch) {
            this.key = key;
            this.sketch = sketch;
            this.bytes = sketch.bytes();
        }
    }

    /** Where the times of a conversation count: in the sketch of all and in that of its department. */
    static final class Place {
        private Live all;
        private Live own;

        private Place(Live all, Live own) {
            this.all = all;
            this.own = own;
        }
    }

    SketchStore(KeyValueStore<Bytes, byte[]> rows) {
        this(rows, MAX_LIVE_BYTES);
    }

    SketchStore(KeyValueStore<Bytes, byte[]> rows, long maxLiveBytes) {
        super(rows);
        this.maxLiveBytes = maxLiveBytes;
    }

    /** Whether the times of all conversations are in it. */
    synchronized boolean isCurrent() {
        return current;
    }

    /** Finds out whether it was ever made, or has nothing to be made of; to be called once the rows are restored. */
    synchronized void checkStamp(ConversationStore conversations) {
        boolean stamped = rows().get(STAMP_KEY) != null;
        stampDue = !stamped && conversations.isEmpty();
        current = stamped || stampDue;
    }

    /** Makes it from the conversations. Must be called while a record or a punctuation is processed. */
    synchronized void rebuild(ConversationStore conversations) {
        dropLive();
        conversations.forEachContribution(
                (id, contribution) -> add(place(contribution), BinMoves.between(null, contribution)));
        stampDue = true;
        writeBack();
        current = true;
    }

    synchronized Place place(Contribution contribution) {
        int quarterHour = QuarterHours.of(contribution.openedAtMillis());
        return new Place(find(new Key(null, quarterHour)), find(new Key(contribution.department(), quarterHour)));
    }

    private Live find(Key key) {
        Live found = live.get(key);
        if (found == null) {
            if (liveBytes > maxLiveBytes) {
                writeBack();
            }
            byte[] row = rows().get(rowKey(key));
            found = new Live(key, row == null ? new Sketch() : Sketch.decode(row));
            live.put(key, found);
            liveBytes += found.bytes;
        }
        return found;
    }

    /** Has a conversation's times go from bin to bin. */
    synchronized void add(Place place, BinMoves moves) {
        place.all = current(place.all);
        add(place.all, moves);
        place.own = current(place.own);
        add(place.own, moves);
    }

    /** The same for a conversation that now counts elsewhere, in one step: a reader finds it once. */
    synchronized void move(Place from, BinMoves out, Place to, BinMoves in) {
        add(from, out);
        add(to, in);
    }

    private Live current(Live known) {
        return known.givenUp ? find(known.key) : known;
    }

    private void add(Live entry, BinMoves moves) {
        if (moves.isNone()) {
            return;
        }
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
        }
        entry.sketch.add(moves);
        liveBytes += entry.sketch.bytes() - entry.bytes;
        entry.bytes = entry.sketch.bytes();
    }

    private static Bytes rowKey(Key key) {
        return BucketKey.of(BucketKey.scope(key.department), key.quarterHour);
    }

    @Override
    synchronized void writeBack() {
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(changed.size() + 1);
        for (Live entry : changed) {
            rows.add(KeyValue.pair(rowKey(entry.key), entry.sketch.isEmpty() ? null : entry.sketch.encode()));
            entry.changed = false;
        }
        changed.clear();
        if (stampDue) {
            rows.add(KeyValue.pair(STAMP_KEY, STAMP));
            stampDue = false;
        }
        if (!rows.isEmpty()) {
            beginCommit();
        }
        writeRows(rows);
        shrink();
    }

    /** Down to three quarters, so that a full store does not write back with every event. */
    private void shrink() {
        if (liveBytes <= maxLiveBytes) {
            return;
        }
        Iterator<Live> oldest = live.values().iterator();
        while (liveBytes > maxLiveBytes - maxLiveBytes / 4 && oldest.hasNext()) {
            Live entry = oldest.next();
            entry.givenUp = true;
            liveBytes -= entry.bytes;
            oldest.remove();
        }
    }

    @Override
    synchronized void dropLive() {
        live.values().forEach(entry -> entry.givenUp = true);
        live.clear();
        changed.clear();
        liveBytes = 0;
        stampDue = false;
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    <T> QueryResult<T> read(PartitionQuery<T> query) {
        if (!(query instanceof SketchesQuery sketches)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        if (!current) {
            // Not with the monitor, which is held for as long as they are made.
            return notMade();
        }
        try (Moment moment = new Moment(sketches.scope(), sketches.points().instants())) {
            synchronized (this) {
                if (!isOpen()) {
                    return QueryResult.forFailure(FailureReason.NOT_PRESENT, name() + " is closed");
                }
                moment.take(firstShown(), changed);
            }
            return (QueryResult<T>) QueryResult.forResult(moment.sums(sketches));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a result is its query's
    <T> QueryResult<T> readRows(PartitionQuery<T> query, int firstToShow) {
        if (!(query instanceof SketchesQuery sketches)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        if (rows().get(STAMP_KEY) == null) {
            return notMade();
        }
        try (Moment moment = new Moment(sketches.scope(), sketches.points().instants())) {
            moment.take(firstToShow, List.of());
            return (QueryResult<T>) QueryResult.forResult(moment.sums(sketches));
        }
    }

    private <T> QueryResult<T> notMade() {
        return QueryResult.forFailure(FailureReason.DOES_NOT_EXIST, name() + " is being made from the conversations");
    }

    /** What the store had at one moment for a question: its rows, and what had changed since they were written. */
    private final class Moment implements AutoCloseable {
        private final Scope scope;
        private final long[] boundaries;
        private final List<KeyValueIterator<Bytes, byte[]>> rows = new ArrayList<>();
        private final Map<Key, Sketch> newer = new HashMap<>();

        /** The places of the departments in the scope, null for all among them. */
        private final Map<String, Integer> places = new HashMap<>();

        private Moment(Scope scope, long[] boundaries) {
            this.scope = scope;
            this.boundaries = boundaries;
            scope.stored().forEach(department -> places.put(department, places.size()));
        }

        /** Of each department in the order of the scope. */
        private void take(int firstToShow, List<Live> changedSince) {
            int points = boundaries.length - 1;
            if (points == 0) {
                return;
            }
            // Numbers before 1970 have no rows, as no event is older than 2000, and would sort after all others.
            int from = Math.max(0, Math.max(QuarterHours.of(boundaries[0]), firstToShow));
            int to = QuarterHours.of(boundaries[points] - 1);
            if (from > to) {
                return;
            }
            for (Live entry : changedSince) {
                if (entry.key.quarterHour >= from
                        && entry.key.quarterHour <= to
                        && places.containsKey(entry.key.department)) {
                    newer.put(entry.key, entry.sketch.copy());
                }
            }
            for (String department : scope.stored()) {
                byte[] start = BucketKey.scope(department);
                rows.add(rows().range(BucketKey.of(start, from), BucketKey.of(start, to)));
            }
        }

        private SketchSums sums(SketchesQuery query) {
            int points = boundaries.length - 1;
            SketchSums sums = new SketchSums(query.figure(), scope.rows() * points);
            List<String> departments = scope.stored();
            for (int i = 0; i < rows.size(); i++) {
                int first = scope.row(i) * points;
                while (rows.get(i).hasNext()) {
                    KeyValue<Bytes, byte[]> row = rows.get(i).next();
                    int quarterHour = BucketKey.number(row.key);
                    if (!newer.containsKey(new Key(departments.get(i), quarterHour))) {
                        sums.add(first + point(quarterHour), Sketch.decode(row.value));
                    }
                }
            }
            newer.forEach((key, sketch) -> {
                int first = scope.row(places.get(key.department)) * points;
                sums.add(first + point(key.quarterHour), sketch);
            });
            return sums;
        }

        /** The last point that begins by then. */
        private int point(int quarterHour) {
            long millis = QuarterHours.startMillis(quarterHour);
            int low = 0;
            int high = boundaries.length - 2;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (boundaries[middle] <= millis) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        @Override
        public void close() {
            rows.forEach(KeyValueIterator::close);
        }
    }
}
