package dev.livechatmetrics.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The charts of a set of valid records, computed anew for each question by slow and obvious code that shares nothing
 * with the product. Records may be repeated and in any order; those of an unknown type are passed over, and of two with
 * one identity the first stands.
 */
public final class NaiveCharts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<NaiveConversation> counted = new ArrayList<>();
    private final Map<String, NaiveConversation> byId = new LinkedHashMap<>();
    private int distinctEvents;

    private NaiveCharts() {}

    /** Of conversations that were worked out in another way than from events. */
    static NaiveCharts ofConversations(List<NaiveConversation> conversations) {
        NaiveCharts charts = new NaiveCharts();
        charts.counted.addAll(conversations);
        return charts;
    }

    public static NaiveCharts of(Collection<WireEvent> events) {
        return of(events, List.of());
    }

    /** The same with events that came to condensed conversations: these say the department and no more. */
    public static NaiveCharts of(Collection<WireEvent> events, Collection<WireEvent> toCondensed) {
        Map<String, List<NaiveEvent>> late = toCondensed.stream()
                .filter(event -> event.value() != null)
                .collect(Collectors.groupingBy(
                        WireEvent::keyText, Collectors.mapping(NaiveEvent::read, Collectors.toList())));
        Map<String, Map<Identity, NaiveEvent>> conversations = new LinkedHashMap<>();
        Set<String> tombstoned = new HashSet<>();
        for (WireEvent event : events) {
            if (event.value() == null) {
                if (!event.topic().equals(WireEvent.CONVERSATIONS)) {
                    throw new IllegalArgumentException("a tombstone on " + event.topic());
                }
                tombstoned.add(event.keyText());
                continue;
            }
            JsonNode fields = read(event.value());
            Optional<EventKind> kind = EventKind.of(fields.get("type").textValue());
            if (kind.isPresent()) {
                NaiveEvent read = NaiveEvent.of(kind.get(), fields);
                conversations
                        .computeIfAbsent(fields.get("conversationId").textValue(), id -> new LinkedHashMap<>())
                        .putIfAbsent(new Identity(read.kind(), read.identity()), read);
            }
        }
        NaiveCharts charts = new NaiveCharts();
        charts.distinctEvents = tombstoned.size();
        conversations.forEach((conversationId, distinct) -> {
            charts.distinctEvents += distinct.size();
            boolean deleted = tombstoned.contains(conversationId)
                    || distinct.values().stream().anyMatch(event -> event.kind() == EventKind.DELETED);
            if (!deleted) {
                List<NaiveEvent> ordered = distinct.values().stream().sorted().toList();
                List<NaiveEvent> moves = Stream.concat(
                                ordered.stream(), late.getOrDefault(conversationId, List.of()).stream())
                        .sorted()
                        .toList();
                NaiveConversation.of(ordered, moves).ifPresent(counts -> {
                    charts.counted.add(counts);
                    charts.byId.put(conversationId, counts);
                });
            }
        });
        return charts;
    }

    /** Names of all charts, as a question asks for them. */
    public static List<String> chartNames() {
        return NaiveChart.ALL.stream().map(NaiveChart::name).toList();
    }

    /**
     * Events that differ in conversation, type or identity, plus one for each conversation with a tombstone: what a
     * ledger must count once, as applied or (after a deletion) as ignored.
     */
    public int distinctEvents() {
        return distinctEvents;
    }

    /** Conversations that count: opened and not deleted. */
    public int countedConversations() {
        return counted.size();
    }

    /** The same conversations one by one, where they were worked out from events. */
    public NaiveListing listing() {
        return new NaiveListing(byId);
    }

    /** The same conversations over any stretches. */
    public NaiveSeries series() {
        return new NaiveSeries(counted);
    }

    /**
     * The answer to one question; {@code departmentId} null or empty asks for all.
     *
     * @throws IllegalArgumentException for an unknown chart or a start after the end
     */
    public ChartAnswer chart(String chartName, LocalDate start, LocalDate end, String departmentId, ZoneId zone) {
        boolean all = departmentId == null || departmentId.isEmpty();
        return chartOf(chartName, start, end, department -> all || department.equals(departmentId), zone);
    }

    /** The same of all departments that match, together; that of a conversation without one is the empty text. */
    public ChartAnswer chartOf(
            String chartName, LocalDate start, LocalDate end, Predicate<String> departments, ZoneId zone) {
        NaiveChart chart = NaiveChart.named(chartName);
        List<NaiveConversation> asked = counted.stream()
                .filter(conversation -> departments.test(conversation.department()))
                .toList();
        List<String> labels = new ArrayList<>();
        List<String> points = new ArrayList<>();
        for (NaiveCalendar.Bucket bucket : NaiveCalendar.buckets(start, end, zone)) {
            labels.add(bucket.label());
            points.add(chart.point(asked.stream()
                    .filter(conversation -> bucket.holds(conversation.openedMillis()))
                    .toList()));
        }
        return new ChartAnswer(chartName, labels, points);
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Identity(EventKind kind, String identity) {}
}
