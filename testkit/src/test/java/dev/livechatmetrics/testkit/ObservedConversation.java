package dev.livechatmetrics.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what features of the contract the records of one conversation exercise. */
final class ObservedConversation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> seen;
    private final List<NaiveEvent> events = new ArrayList<>();

    ObservedConversation(Map<String, Integer> seen) {
        this.seen = seen;
    }

    void read(WireEvent record) {
        if (record.value() == null) {
            see("tombstone");
            return;
        }
        try {
            JsonNode fields = JSON.readTree(record.value());
            EventKind kind = EventKind.of(fields.get("type").textValue()).orElseThrow();
            NaiveEvent event = NaiveEvent.of(kind, fields);
            assertThat(event.text("conversationId")).isEqualTo(record.keyText());
            assertThat(record.key()).hasSizeBetween(1, 256);
            events.add(event);
            seeIf(!record.topic().equals(kind.topic), "other topic");
            seeIf(new String(record.value(), UTF_8).contains("\\u"), "escaped text");
            for (JsonNode field : fields) {
                seeIf(field.isContainerNode() && !field.isEmpty(), "nested unread field");
            }
            lookAtTime(event.text("occurredAt"));
            lookAtIdentity(event.identity());
            lookAtFields(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called once all records are read: what only shows between events. */
    void finish() {
        List<NaiveEvent> opened = of(EventKind.OPENED);
        seeIf(opened.isEmpty(), "opened never");
        seeIf(opened.size() > 1, "opened several times");
        if (!opened.isEmpty()) {
            List<EventKind> before = events.stream()
                    .filter(event -> event.compareTo(opened.get(0)) < 0)
                    .map(NaiveEvent::kind)
                    .toList();
            seeIf(before.contains(EventKind.SENT), "message before opened");
            seeIf(before.contains(EventKind.CLOSED), "closed before opened");
            seeIf(before.contains(EventKind.TRANSFERRED), "moved before opened");
        }
        List<String> senders = of(EventKind.SENT).stream()
                .map(event -> event.text("sender"))
                .filter(sender -> !sender.equals("system"))
                .toList();
        seeIf(senders.indexOf("visitor") > 0, "greeting before the visitor");
        seeIf(of(EventKind.CLOSED).size() > 1 && !of(EventKind.REOPENED).isEmpty(), "closed again");
        finishDeletions();
        finishPairs();
    }

    private void lookAtTime(String at) {
        seeIf(!at.endsWith("Z") && !at.endsWith("+00:00"), "offset");
        seeIf(at.endsWith("18:00"), "offset of 18 hours");
        String fraction = at.replaceAll("^[^.]*", "").replaceAll("(Z|[+-]..:..)$", "");
        see("fraction of " + Math.max(0, fraction.length() - 1) + " digits");
        assertThat(OffsetDateTime.parse(at).getYear()).isEqualTo(2025);
    }

    private void lookAtIdentity(String identity) {
        int bytes = identity.getBytes(UTF_8).length;
        assertThat(bytes).isBetween(1, 256);
        seeIf(bytes != identity.length(), "multi-byte id");
        seeIf(bytes == 256, "id of 256 bytes");
    }

    private void lookAtFields(NaiveEvent event) {
        String department = department(event);
        switch (event.kind()) {
            case OPENED -> see("department " + department);
            case TRANSFERRED -> see("transferred " + (event.text("agentId").isEmpty() ? "without" : "with") + " agent");
            case QUEUED -> see("queued " + (department.equals("named") ? "with" : "without") + " department");
            case CLOSED -> see("closed");
            case REOPENED -> see("reopened");
            case DELETED -> see("conversation deleted");
            case SENT -> see("sent by " + event.text("sender"));
            case EDITED -> see("edited");
            case ASSIGNED, MESSAGE_DELETED -> {}
        }
    }

    private static String department(NaiveEvent event) {
        if (!event.carries("departmentId")) {
            return "absent";
        }
        if (event.fields().get("departmentId").isNull()) {
            return "null";
        }
        return event.text("departmentId").isEmpty() ? "empty" : "named";
    }

    private void finishDeletions() {
        Map<String, NaiveEvent> sent = new HashMap<>();
        of(EventKind.SENT).forEach(event -> sent.put(event.identity(), event));
        Set<String> deleted = new HashSet<>();
        for (NaiveEvent deletion : of(EventKind.MESSAGE_DELETED)) {
            NaiveEvent message = sent.get(deletion.text("messageId"));
            seeIf(message == null, "deletion of an unknown message");
            seeIf(message != null && deletion.atMillis() < message.atMillis(), "deletion before its message");
            seeIf(message != null && !deleted.add(message.identity()), "several deletions of a message");
        }
    }

    private void finishPairs() {
        for (int i = 0; i < events.size(); i++) {
            for (int j = 0; j < i; j++) {
                NaiveEvent one = events.get(i);
                NaiveEvent two = events.get(j);
                boolean tie = one.atMillis() == two.atMillis();
                boolean sameKind = one.kind() == two.kind();
                seeIf(tie && !one.kind().topic.equals(two.kind().topic), "tie across topics");
                seeIf(tie && sameKind, "tie inside a type");
                seeIf(!sameKind && one.identity().equals(two.identity()), "identity used by another type");
                int byUtf16 = one.identity().compareTo(two.identity());
                seeIf(tie && sameKind && (one.compareTo(two) < 0) != (byUtf16 < 0), "order differs in UTF-16");
            }
        }
    }

    private List<NaiveEvent> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).sorted().toList();
    }

    private void seeIf(boolean holds, String feature) {
        if (holds) {
            see(feature);
        }
    }

    private void see(String feature) {
        seen.merge(feature, 1, Integer::sum);
    }
}
