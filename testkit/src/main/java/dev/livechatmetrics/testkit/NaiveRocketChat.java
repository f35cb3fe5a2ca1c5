package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The charts of a Rocket.Chat workspace, worked out from what a source can see, without events: from the documents at the
 * end, from the webhooks in the order in which they were sent, from a change stream, or from all of it. Shares nothing with
 * the mapping.
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
        return NaiveCharts.ofConversations(new NaiveChanges(changes, preImages)
                .talks()
                .map(NaiveTalk::figures)
                .toList());
    }

    /**
     * Of all webhooks and all changes, pre-images among them, which leave nothing for documents to tell. Each part has all
     * of its rooms.
     */
    public static NaiveCharts ofAllSources(Stream<RocketChatHistory> parts) {
        return NaiveCharts.ofConversations(
                parts.flatMap(NaiveRocketChat::byAllSources).toList());
    }

    /** What is gone for one is gone for all; what is left has both, and the department of the documents. */
    private static Stream<NaiveConversation> byAllSources(RocketChatHistory history) {
        return new NaiveChanges(history.changes(), true).talks().map(talk -> {
            String department = talk.department;
            history.webhooks().forEach(webhook -> readWebhook(talk, webhook));
            talk.department = department;
            return talk.figures();
        });
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

    static void readRoom(NaiveTalk talk, Map<String, Object> room) {
        if (room.get("metrics") instanceof Map<?, ?> metrics) {
            talk.lasted(Math.round((Double) metrics.get("chatDuration") * 1_000));
        }
        if (room.get("servedBy") instanceof Map<?, ?> servedBy) {
            talk.joins.add(millis(servedBy.get("ts")));
        }
        if (millis(room.get("queuedAt")) > talk.opened) {
            talk.leaves.add(millis(room.get("queuedAt")));
        }
    }

    static void readSystemMessage(NaiveTalk talk, Map<String, Object> message) {
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
        webhooks.forEach(webhook -> readWebhook(talk, webhook));
        return talk.figures();
    }

    private static void readWebhook(NaiveTalk talk, Map<String, Object> webhook) {
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
            talk.lasted(millis(webhook.get("closedAt")) - talk.opened);
        }
        for (Object each : (List<?>) webhook.get("messages")) {
            Map<?, ?> message = (Map<?, ?>) each;
            if (!message.containsKey("closingMessage") && !message.containsKey("navigation")) {
                talk.say(message.get("_id"), millis(message.get("ts")), !message.containsKey("agentId"), false);
            }
        }
    }

    static long millis(Object date) {
        return ((Instant) date).toEpochMilli();
    }
}
