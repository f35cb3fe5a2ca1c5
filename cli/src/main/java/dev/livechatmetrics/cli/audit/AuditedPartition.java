package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.cli.letters.RefusedRecords;
import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Sender;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The conversations of one partition, which is the same of both topics. At first as of the end of the log; of those that
 * moved after it their events are kept, so that their figures can be said as of any later position.
 */
final class AuditedPartition {
    private static final KeptEvent TOMBSTONE =
            new KeptEvent(0, EventType.DELETED, new byte[0], null, null, false, null);

    private final EventLog log;
    private final int partition;
    private final Predicate<Figures> inRange;
    private final EventDecoder decoder = new EventDecoder();
    private final SortedSet<String> departments = new TreeSet<>();
    private final Map<String, String> internedDepartments = new HashMap<>();
    private final Map<String, Figures> atTheEnd = new HashMap<>();
    private final Map<String, List<Placed>> moved = new HashMap<>();
    private final Map<InputPosition, List<Figures>> movedAt = new HashMap<>();
    private InputPosition end = InputPosition.START;

    private record Placed(KeptEvent event, boolean onMessages, long offset) {
        boolean isBefore(InputPosition position) {
            return offset < (onMessages ? position.messages() : position.conversations());
        }
    }

    /** {@code inRange}: which conversations any question asks for. */
    AuditedPartition(EventLog log, int partition, Predicate<Figures> inRange) {
        this.log = log;
        this.partition = partition;
        this.inRange = inRange;
    }

    /** Works out every conversation up to there; forgets their events again. */
    void readTo(InputPosition to, RefusedRecords refused) {
        Map<String, List<KeptEvent>> conversations = new HashMap<>();
        log.read(partition, InputPosition.START, to, record -> {
            end = after(record, end);
            KeptEvent event = event(record, refused);
            if (event != null) {
                conversations
                        .computeIfAbsent(key(record), id -> new ArrayList<>(8))
                        .add(event);
            }
        });
        conversations.forEach((id, events) -> {
            Figures figures = Figures.of(events);
            if (figures != null && inRange.test(figures)) {
                atTheEnd.put(id, figures);
            }
        });
    }

    /** The position after the last record that was read: an answer reaches it, and not always the end of the topics. */
    InputPosition end() {
        return end;
    }

    /** Every department that an event names. */
    SortedSet<String> departments() {
        return departments;
    }

    /** Reads on up to there, and again all of the conversations that moved or of which a record is refused since. */
    void readOn(InputPosition to, RefusedRecords refused, RefusedRecords earlier) {
        moved.clear();
        movedAt.clear();
        Set<String> touched = new HashSet<>(refused.conversationsBeyond(earlier, partition));
        log.read(partition, end, to, record -> {
            if (record.key() != null) {
                touched.add(key(record));
            }
        });
        if (touched.isEmpty()) {
            return;
        }
        touched.forEach(id -> moved.put(id, new ArrayList<>()));
        log.read(partition, InputPosition.START, to, record -> {
            List<Placed> events = record.key() == null ? null : moved.get(key(record));
            KeptEvent event = events == null ? null : event(record, refused);
            if (event != null) {
                events.add(new Placed(event, log.isOfMessages(record), record.offset()));
            }
        });
    }

    /** Of every conversation in the range as of that position, which must not be before the end. */
    Stream<Figures> figuresAt(InputPosition position) {
        Stream<Figures> unmoved = atTheEnd.entrySet().stream()
                .filter(entry -> !moved.containsKey(entry.getKey()))
                .map(Map.Entry::getValue);
        return Stream.concat(unmoved, movedAt.computeIfAbsent(position, this::fold).stream());
    }

    private List<Figures> fold(InputPosition position) {
        List<Figures> folded = new ArrayList<>();
        for (List<Placed> events : moved.values()) {
            Figures figures = Figures.of(events.stream()
                    .filter(each -> each.isBefore(position))
                    .map(Placed::event)
                    .toList());
            if (figures != null && inRange.test(figures)) {
                folded.add(figures);
            }
        }
        return folded;
    }

    private InputPosition after(ConsumerRecord<byte[], byte[]> record, InputPosition position) {
        long next = record.offset() + 1;
        return log.isOfMessages(record)
                ? new InputPosition(position.conversations(), next)
                : new InputPosition(next, position.messages());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** What a figure needs of a record, or null where it needs nothing of it. */
    private KeptEvent event(ConsumerRecord<byte[], byte[]> record, RefusedRecords refused) {
        if (refused.contains(record)) {
            return null;
        }
        Decoded decoded = decoder.decodeKept(log.isOfMessages(record), record.key(), record.value(), Long.MAX_VALUE);
        if (decoded instanceof Decoded.Tombstone) {
            return TOMBSTONE;
        }
        if (!(decoded instanceof Decoded.Kept kept)) {
            return null;
        }
        KeptEvent event = withOneNameOf(kept.event());
        boolean counts = event.type() != EventType.REOPENED
                && event.type() != EventType.MESSAGE_EDITED
                && event.sender() != Sender.SYSTEM;
        return counts ? event : null;
    }

    /** The same event with a department's name that all its events share, for the sake of memory. */
    private KeptEvent withOneNameOf(KeptEvent event) {
        if (event.department() == null) {
            return event;
        }
        String department = internedDepartments.computeIfAbsent(event.department(), name -> name);
        if (!department.isEmpty()) {
            departments.add(department);
        }
        return new KeptEvent(
                event.atMillis(),
                event.type(),
                event.identity(),
                event.sender(),
                department,
                event.assigns(),
                event.messageId());
    }
}
