package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The charts of a Rocket.Chat workspace, worked out from what a source can see, without events: from the documents at the
 * end, from the webhooks in the order in which they were sent, or from a change stream. Shares nothing with the mapping.
 */
public final class NaiveRocketChat {
    private NaiveRocketChat() {}

    /** Each part has all documents of its rooms. */
    public static NaiveCharts ofDocuments(Stream<RocketChatHistory> parts) {
        return NaiveCharts.ofConversations(
                parts.flatMap(NaiveRocketChat::byDocuments).toList());
    }

    /** Each part has all webhooks of its rooms. */
    public static NaiveCharts ofWebhooks(Stream<RocketChatHistory> parts) {
        return NaiveCharts.ofConversations(
                parts.flatMap(NaiveRocketChat::byWebhooks).toList());
    }

    /** Changes as a connector has seen them; {@code preImages}: whether deletions say what the document was. */
    public static NaiveCharts ofChanges(List<RocketChatChange> changes, boolean preImages) {
        Map<String, List<RocketChatChange>> rooms = new LinkedHashMap<>();
        Map<String, List<RocketChatChange>> messages = new LinkedHashMap<>();
        for (RocketChatChange change : changes) {
            boolean ofRoom = change.collection() == RocketChatChange.Collection.ROOM;
            (ofRoom ? rooms : messages)
                    .computeIfAbsent(change.id(), id -> new ArrayList<>())
                    .add(change);
        }
        Map<Object, List<List<RocketChatChange>>> messagesOfRooms = new LinkedHashMap<>();
        messages.values()
                .forEach(states -> roomOf(states, preImages)
                        .ifPresent(room -> messagesOfRooms
                                .computeIfAbsent(room, rid -> new ArrayList<>())
                                .add(states)));
        return NaiveCharts.ofConversations(rooms.entrySet().stream()
                .map(room ->
                        ofStates(room.getValue(), messagesOfRooms.getOrDefault(room.getKey(), List.of()), preImages))
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Object> roomOf(List<RocketChatChange> states, boolean preImages) {
        return states.stream()
                .map(state -> preImages && state.document() == null ? state.before() : state.document())
                .filter(Objects::nonNull)
                .map(document -> document.get("rid"))
                .findFirst();
    }

    /** Nothing of a room that is no livechat, is gone, or was never seen. */
    private static Optional<NaiveConversation> ofStates(
            List<RocketChatChange> room, List<List<RocketChatChange>> messages, boolean preImages) {
        List<Map<String, Object>> states = room.stream()
                .<Map<String, Object>>map(RocketChatChange::document)
                .filter(Objects::nonNull)
                .toList();
        boolean gone = room.stream().anyMatch(change -> change.kind() == RocketChatChange.Kind.DELETE);
        if (gone || states.isEmpty() || !states.get(0).get("t").equals("l")) {
            return Optional.empty();
        }
        NaiveTalk talk = new NaiveTalk(millis(states.get(0).get("ts")));
        states.forEach(state -> readRoom(talk, state));
        Map<String, Object> latest = states.get(0);
        for (Map<String, Object> state : states) {
            latest = millis(state.get("_updatedAt")) >= millis(latest.get("_updatedAt")) ? state : latest;
        }
        talk.department = (String) latest.getOrDefault("departmentId", "");
        messages.forEach(message -> readMessage(talk, message, preImages));
        return Optional.of(talk.figures());
    }

    private static void readMessage(NaiveTalk talk, List<RocketChatChange> states, boolean preImages) {
        boolean deleted = false;
        Map<String, Object> words = null;
        for (RocketChatChange state : states) {
            boolean known = preImages && state.kind() == RocketChatChange.Kind.DELETE;
            Map<String, Object> document = known ? state.before() : state.document();
            if (document != null && !document.containsKey("parent")) {
                if (!document.containsKey("t") || document.get("t").equals("rm")) {
                    words = document;
                    deleted |= known || document.containsKey("t") || document.containsKey("_hidden");
                } else if (!known) {
                    readSystemMessage(talk, document);
                }
            }
        }
        if (words != null) {
            talk.say(words.get("_id"), millis(words.get("ts")), words.containsKey("token"), deleted);
        }
    }

    private static Stream<NaiveConversation> byDocuments(RocketChatHistory history) {
        Map<Object, List<Map<String, Object>>> messages = new LinkedHashMap<>();
        history.messages()
                .forEach(message -> messages.computeIfAbsent(message.get("rid"), rid -> new ArrayList<>())
                        .add(message));
        return history.rooms().stream()
                .filter(room -> room.get("t").equals("l"))
                .map(room -> ofDocuments(room, messages.getOrDefault(room.get("_id"), List.of())));
    }

    private static NaiveConversation ofDocuments(Map<String, Object> room, List<Map<String, Object>> messages) {
        NaiveTalk talk = new NaiveTalk(millis(room.get("ts")));
        talk.department = room.containsKey("departmentId") ? (String) room.get("departmentId") : "";
        readRoom(talk, room);
        for (Map<String, Object> message : messages) {
            boolean version = message.containsKey("parent");
            boolean words = !message.containsKey("t") || message.get("t").equals("rm");
            if (words && !version) {
                boolean deleted = message.containsKey("t") || message.containsKey("_hidden");
                talk.say(message.get("_id"), millis(message.get("ts")), message.containsKey("token"), deleted);
            }
            readSystemMessage(talk, message);
        }
        return talk.figures();
    }

    /** Of several states of a room, the longest duration is the last one's. */
    private static void readRoom(NaiveTalk talk, Map<String, Object> room) {
        if (room.get("metrics") instanceof Map<?, ?> metrics) {
            long duration = Math.round((Double) metrics.get("chatDuration") * 1_000);
            talk.chatDuration = talk.chatDuration == null ? duration : Math.max(duration, talk.chatDuration);
        }
        if (room.get("servedBy") instanceof Map<?, ?> servedBy) {
            talk.joins.add(millis(servedBy.get("ts")));
        }
        if (millis(room.get("queuedAt")) > talk.opened) {
            talk.leaves.add(millis(room.get("queuedAt")));
        }
    }

    private static void readSystemMessage(NaiveTalk talk, Map<String, Object> message) {
        if ("command".equals(message.get("t")) && message.get("msg").equals("connected")) {
            talk.joins.add(millis(message.get("ts")));
        }
        if (message.get("transferData") instanceof Map<?, ?> data
                && data.get("scope").equals("queue")) {
            talk.leaves.add(millis(message.get("ts")));
        }
    }

    private static Stream<NaiveConversation> byWebhooks(RocketChatHistory history) {
        Map<Object, List<Map<String, Object>>> rooms = new LinkedHashMap<>();
        history.webhooks()
                .forEach(webhook -> rooms.computeIfAbsent(webhook.get("_id"), id -> new ArrayList<>())
                        .add(webhook));
        return rooms.values().stream().map(NaiveRocketChat::ofWebhooks);
    }

    private static NaiveConversation ofWebhooks(List<Map<String, Object>> webhooks) {
        NaiveTalk talk = new NaiveTalk(millis(webhooks.get(0).get("createdAt")));
        for (Map<String, Object> webhook : webhooks) {
            String type = (String) webhook.get("type");
            if (type.startsWith("LivechatSession")) {
                talk.department = (String) webhook.getOrDefault("departmentId", "");
            }
            for (String field : List.of("servedBy", "oldServedBy")) {
                if (webhook.get(field) instanceof Map<?, ?> agent) {
                    talk.joins.add(millis(agent.get("ts")));
                }
            }
            if (type.equals("LivechatSessionQueued")) {
                talk.leaves.add(millis(webhook.get("lastMessageAt")));
            }
            if (webhook.containsKey("closedAt")) {
                talk.chatDuration = millis(webhook.get("closedAt")) - talk.opened;
            }
            for (Object each : (List<?>) webhook.get("messages")) {
                Map<?, ?> message = (Map<?, ?>) each;
                if (!message.containsKey("closingMessage") && !message.containsKey("navigation")) {
                    talk.say(message.get("_id"), millis(message.get("ts")), !message.containsKey("agentId"), false);
                }
            }
        }
        return talk.figures();
    }

    private static long millis(Object date) {
        return ((Instant) date).toEpochMilli();
    }
}
