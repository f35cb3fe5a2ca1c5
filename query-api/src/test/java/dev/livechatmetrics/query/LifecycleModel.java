package dev.livechatmetrics.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.streams.topology.LifecycleCounts;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveStanding;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the pipeline should make of records as time goes by, said slowly and obviously: every conversation is the list of
 * the events that count for it, and each rule looks at all of them.
 */
final class LifecycleModel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DAY_MILLIS = 86_400_000;

    private final LifecycleLimits limits;
    private final ZoneId zone;
    private final Map<String, Chat> chats = new HashMap<>();
    /** How records ended, by the name of an outcome or the code of a reason. */
    private final Map<String, Long> outcomes = new TreeMap<>();

    private Instant now = Instant.EPOCH;
    private LifecycleCounts counts = new LifecycleCounts(0, 0, 0, 0);

    private static final class Chat {
        private final List<WireEvent> events = new ArrayList<>();
        /** Those that came once it was condensed. */
        private final List<WireEvent> moves = new ArrayList<>();

        private final Set<String> seen = new HashSet<>();
        private boolean deleted;
        private boolean condensed;
        private OptionalLong openedWhenDeleted = OptionalLong.empty();
        private long lastArrivalDay;

        private OptionalLong opened() {
            if (deleted) {
                return openedWhenDeleted;
            }
            return events.isEmpty()
                    ? OptionalLong.empty()
                    : NaiveStanding.of(events).openedMillis();
        }

        private void delete() {
            openedWhenDeleted = opened();
            deleted = true;
        }
    }

    LifecycleModel(LifecycleLimits limits, ZoneId zone) {
        this.limits = limits;
        this.zone = zone;
    }

    void setClock(Instant instant) {
        now = instant;
    }

    void send(WireEvent event) {
        Chat chat = chats.getOrDefault(event.keyText(), new Chat());
        boolean movesOnly = chat.condensed && event.value() != null && movesToDepartment(event);
        String outcome = outcome(event, chat);
        outcomes.merge(outcome, 1L, Long::sum);
        boolean remembered = outcome.equals("applied") || (outcome.equals("ignored") && chat.deleted);
        if (remembered) {
            chat.seen.add(identity(event));
            (movesOnly ? chat.moves : chat.events).add(event);
            chat.lastArrivalDay = today();
            chats.put(event.keyText(), chat);
        }
    }

    private String outcome(WireEvent event, Chat chat) {
        boolean deletes = event.value() == null || type(event).equals("conversation.deleted");
        if (chat.seen.contains(identity(event))) {
            return "duplicate";
        }
        if (chat.deleted) {
            return "ignored";
        }
        if (deletes) {
            chat.delete();
            return "applied";
        }
        if (chat.opened().isPresent()) {
            if (chat.opened().getAsLong() < horizonMillis()) {
                return "ignored";
            }
            return !chat.condensed || movesToDepartment(event) ? "applied" : "too-late";
        }
        if (type(event).equals("conversation.opened")) {
            boolean expired = NaiveStanding.of(List.of(event)).openedMillis().getAsLong() < horizonMillis();
            if (expired && !chat.events.isEmpty()) {
                dropWaiting(chat);
                chats.remove(event.keyText());
            }
            return expired ? "ignored" : "applied";
        }
        return chat.events.size() < limits.waitingEventsMax() ? "applied" : "too-many-waiting";
    }

    void sweep() {
        for (Iterator<Chat> all = chats.values().iterator(); all.hasNext(); ) {
            Chat chat = all.next();
            OptionalLong opened = chat.opened();
            boolean expired = opened.isPresent()
                    ? opened.getAsLong() < horizonMillis()
                    : chat.deleted && isPast(chat, limits.retentionDays());
            if (expired) {
                counts = new LifecycleCounts(
                        counts.condensed(),
                        counts.expired() + 1,
                        counts.waitingConversations(),
                        counts.waitingEvents());
                all.remove();
            } else if (opened.isEmpty() && !chat.deleted && isPast(chat, limits.waitingMaxDays())) {
                dropWaiting(chat);
                all.remove();
            } else if (isToBeCondensed(chat)) {
                chat.condensed = true;
                counts = new LifecycleCounts(
                        counts.condensed() + 1,
                        counts.expired(),
                        counts.waitingConversations(),
                        counts.waitingEvents());
            }
        }
    }

    private boolean isToBeCondensed(Chat chat) {
        if (chat.deleted || chat.condensed || !isPast(chat, limits.condenseAfterDays())) {
            return false;
        }
        NaiveStanding standing = NaiveStanding.of(chat.events);
        return standing.openedMillis().isPresent()
                && standing.closed()
                && standing.latestMillis() < now.toEpochMilli() - limits.condenseAfterDays() * DAY_MILLIS;
    }

    private boolean isPast(Chat chat, int days) {
        return days > 0 && today() - chat.lastArrivalDay > days;
    }

    private void dropWaiting(Chat chat) {
        counts = new LifecycleCounts(
                counts.condensed(),
                counts.expired(),
                counts.waitingConversations() + 1,
                counts.waitingEvents() + chat.events.size());
    }

    private long horizonMillis() {
        return limits.retentionDays() == 0
                ? Long.MIN_VALUE
                : now.minus(limits.retentionDays(), ChronoUnit.DAYS)
                        .atZone(zone)
                        .toLocalDate()
                        .atStartOfDay(zone)
                        .toInstant()
                        .toEpochMilli();
    }

    private long today() {
        return Math.floorDiv(now.toEpochMilli(), DAY_MILLIS);
    }

    NaiveCharts charts() {
        return NaiveCharts.of(
                chats.values().stream().flatMap(chat -> chat.events.stream()).toList(),
                chats.values().stream().flatMap(chat -> chat.moves.stream()).toList());
    }

    long count(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    LifecycleCounts counts() {
        return counts;
    }

    private static String identity(WireEvent event) {
        if (event.value() == null) {
            return "tombstone";
        }
        JsonNode fields = fields(event);
        String field = type(event).equals("message.sent") ? "messageId" : "eventId";
        return type(event) + " " + fields.get(field).textValue();
    }

    private static boolean movesToDepartment(WireEvent event) {
        return List.of("conversation.transferred", "conversation.queued").contains(type(event))
                && fields(event).has("departmentId");
    }

    private static String type(WireEvent event) {
        return fields(event).get("type").textValue();
    }

    private static JsonNode fields(WireEvent event) {
        try {
            return JSON.readTree(event.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
