package dev.livechatmetrics.testkit;

import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The documents of one conversation while it goes on, and the webhooks that are sent of it. */
final class RocketChatRoom {
    private static final List<String> KEPT_TYPES = List.of("livechat-close");

    private final String id;
    private final Map<String, Object> room = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> messages = new LinkedHashMap<>();
    private final List<Map<String, Object>> webhooks = new ArrayList<>();
    private final RocketChatChanges changes = new RocketChatChanges();
    private final Map<String, Object> visitor;
    /** How this workspace deletes: {@code Message_KeepHistory} and {@code Message_ShowDeletedStatus}. */
    private final boolean keepsHistory;

    private final boolean showsDeleted;
    private final boolean sendsNavigation;
    private Map<String, Object> agent;
    private int numbers;

    RocketChatRoom(String id, Random random) {
        this.id = id;
        this.visitor = Map.of("_id", id + "-visitor", "username", "guest-" + RocketChatHistory.PRIVATE);
        this.keepsHistory = random.nextBoolean();
        this.showsDeleted = random.nextBoolean();
        this.sendsNavigation = random.nextBoolean();
    }

    /** {@code createLivechatRoom} */
    void create(Instant at, String departmentId) {
        Map<String, Object> v = new LinkedHashMap<>(visitor);
        v.put("token", token());
        v.put("status", "online");
        room.put("_id", id);
        room.put("msgs", 0);
        room.put("usersCount", 1);
        room.put("lm", at);
        room.put("fname", "Guest " + RocketChatHistory.PRIVATE);
        room.put("t", "l");
        room.put("ts", at);
        if (departmentId != null) {
            room.put("departmentId", departmentId);
        }
        room.put("v", v);
        room.put("cl", false);
        room.put("open", true);
        room.put("waitingResponse", true);
        room.put("source", Map.of("type", "widget"));
        room.put("queuedAt", at);
        room.put("priorityWeight", 99);
        room.put("_updatedAt", at);
        changes.wrote(Collection.ROOM, room);
    }

    Map<String, Object> visitor() {
        return visitor;
    }

    String token() {
        return "token-" + RocketChatHistory.PRIVATE;
    }

    /** Who serves, or served last. */
    Map<String, Object> agent() {
        return agent;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> servedBy() {
        return (Map<String, Object>) room.get("servedBy");
    }

    Object get(String field) {
        return room.get(field);
    }

    void set(Instant at, String field, Object value) {
        room.put(field, value);
        room.put("_updatedAt", at);
        if (field.equals("servedBy")) {
            agent = new LinkedHashMap<>(servedBy());
            agent.remove("ts");
        }
        changes.wrote(Collection.ROOM, room);
    }

    void unset(Instant at, String field) {
        room.remove(field);
        room.put("_updatedAt", at);
        changes.wrote(Collection.ROOM, room);
    }

    boolean isClosed() {
        return room.containsKey("closedAt");
    }

    /** {@code closeRoomById} */
    void close(Instant at, Map<String, Object> closer, boolean byVisitor) {
        room.remove("open");
        room.put("closedAt", at);
        room.put("closer", byVisitor ? "visitor" : "user");
        room.put("closedBy", closer);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("v", Map.of("lq", room.get("ts")));
        metrics.put("chatDuration", (at.toEpochMilli() - ((Instant) room.get("ts")).toEpochMilli()) / 1_000.0);
        room.put("metrics", metrics);
        room.put("_updatedAt", at);
        changes.wrote(Collection.ROOM, room);
    }

    /** {@code unarchiveOneById} */
    void reopen(Instant at) {
        room.put("open", true);
        room.keySet().removeAll(List.of("servedBy", "closedAt", "closedBy", "closer"));
        room.put("_updatedAt", at);
        changes.wrote(Collection.ROOM, room);
    }

    /** {@code sendMessage}: a message of a person, with its webhook. */
    void writes(Instant at, Map<String, Object> author, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("msg", "Hello, this is " + RocketChatHistory.PRIVATE + " \"quoted\" \u00fc\ud83d\ude00");
        Map<String, Object> message = say(at, author, fields);
        webhooks.add(webhookOf("Message", List.of(message), Map.of()));
    }

    /** A message that also counts as the room's last one. */
    Map<String, Object> say(Instant at, Map<String, Object> author, Map<String, Object> fields) {
        room.put("lm", at);
        return says(at, author, fields);
    }

    /** {@code saveSystemMessage} */
    Map<String, Object> says(Instant at, Map<String, Object> author, Map<String, Object> fields) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("_id", id + "-m" + numbers++);
        message.put("rid", id);
        message.put("ts", at);
        message.put("u", author);
        message.putAll(fields);
        message.put("_updatedAt", at);
        messages.put((String) message.get("_id"), message);
        changes.wrote(Collection.MESSAGE, message);
        room.put("_updatedAt", at);
        changes.wrote(Collection.ROOM, room);
        return message;
    }

    void navigation(Instant at) {
        Map<String, Object> page = Map.of("page", Map.of("title", "Shop", "location", Map.of("href", "https://x/")));
        say(at, visitor, Map.of("t", "livechat_navigation_history", "msg", "Shop", "navigation", page));
    }

    void edit(Instant at, Random random) {
        Map<String, Object> message = oneOfPeople(random);
        if (message != null) {
            if (keepsHistory) {
                keepVersion(at, message);
            }
            message.put("msg", "better said, " + RocketChatHistory.PRIVATE);
            message.put("editedAt", at);
            message.put("editedBy", message.get("u"));
            message.put("_updatedAt", at);
            changes.wrote(Collection.MESSAGE, message);
            webhooks.add(webhookOf("Message", List.of(message), Map.of()));
        }
    }

    /** {@code deleteMessage} in the four ways of its two settings. */
    void delete(Instant at, Random random) {
        Map<String, Object> message = oneOfPeople(random);
        if (message == null) {
            return;
        }
        if (showsDeleted) {
            if (keepsHistory) {
                keepVersion(at, message);
            }
            message.put("msg", "");
            message.put("t", "rm");
            message.put("editedAt", at);
            message.put("editedBy", message.get("u"));
            message.put("_updatedAt", at);
            changes.wrote(Collection.MESSAGE, message);
        } else if (keepsHistory) {
            message.put("_hidden", true);
            message.put("_updatedAt", at);
            changes.wrote(Collection.MESSAGE, message);
        } else {
            messages.remove(message.get("_id"));
            changes.deleted(Collection.MESSAGE, (String) message.get("_id"));
        }
    }

    /** {@code cloneAndSaveAsHistoryByRecord} */
    private void keepVersion(Instant at, Map<String, Object> message) {
        Map<String, Object> version = new LinkedHashMap<>(message);
        version.put("_id", id + "-h" + numbers++);
        version.put("_hidden", true);
        version.put("parent", message.get("_id"));
        version.put("editedAt", at);
        version.put("editedBy", message.get("u"));
        messages.put((String) version.get("_id"), version);
        changes.wrote(Collection.MESSAGE, version);
    }

    private Map<String, Object> oneOfPeople(Random random) {
        List<Map<String, Object>> candidates = messages.values().stream()
                .filter(message -> !message.containsKey("t") && !message.containsKey("_hidden"))
                .toList();
        return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
    }

    /** With all messages that can be seen. */
    void webhook(String type) {
        webhook(type, Map.of());
    }

    void webhook(String type, Map<String, Object> more) {
        List<Map<String, Object>> visible = messages.values().stream()
                .filter(message -> !message.containsKey("_hidden"))
                .toList();
        webhooks.add(webhookOf(type, visible, more));
    }

    void webhookWithoutMessages(String type) {
        webhooks.add(webhookOf(type, List.of(), Map.of()));
    }

    /** {@code getLivechatRoomGuestInfo}, {@code sendToCRM}, {@code getAdditionalFieldsByType} */
    private Map<String, Object> webhookOf(String type, List<Map<String, Object>> sent, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("_id", id);
        body.put("label", room.get("fname"));
        body.put("createdAt", room.get("ts"));
        body.put("lastMessageAt", room.get("lm"));
        Map<String, Object> guest = new LinkedHashMap<>(visitor);
        guest.put("token", token());
        guest.put("name", "Guest " + RocketChatHistory.PRIVATE);
        guest.put("email", List.of(Map.of("address", RocketChatHistory.PRIVATE + "@example.com")));
        guest.put("phone", List.of(Map.of("phoneNumber", "555 " + RocketChatHistory.PRIVATE)));
        body.put("visitor", guest);
        body.put("type", type);
        body.put(
                "messages",
                sent.stream().filter(this::isSent).map(this::sentForm).toList());
        for (String field : additional(type)) {
            if (room.containsKey(field)) {
                body.put(field, room.get(field));
            }
        }
        body.putAll(more);
        return body;
    }

    private static List<String> additional(String type) {
        return switch (type) {
            case "LivechatSessionStart", "LivechatSessionQueued" -> List.of("departmentId");
            case "LivechatSession" -> List.of("departmentId", "servedBy", "closedAt", "closedBy", "closer");
            case "LivechatSessionTaken", "LivechatSessionForwarded" -> List.of("departmentId", "servedBy");
            default -> List.of();
        };
    }

    private boolean isSent(Map<String, Object> message) {
        Object type = message.get("t");
        return type == null
                || KEPT_TYPES.contains(type)
                || (sendsNavigation && type.equals("livechat_navigation_history"));
    }

    private Map<String, Object> sentForm(Map<String, Object> message) {
        Map<?, ?> author = (Map<?, ?>) message.get("u");
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("u", author);
        form.put("_id", message.get("_id"));
        form.put("username", author.get("username"));
        form.put("msg", message.get("msg"));
        form.put("ts", message.get("ts"));
        form.put("rid", id);
        if (message.containsKey("editedAt")) {
            form.put("editedAt", message.get("editedAt"));
        }
        if (!author.get("username").equals(visitor.get("username"))) {
            form.put("agentId", author.get("_id"));
        }
        if (message.containsKey("navigation")) {
            form.put("navigation", message.get("navigation"));
        }
        if ("livechat-close".equals(message.get("t"))) {
            form.put("closingMessage", true);
        }
        form.put("_updatedAt", message.get("_updatedAt"));
        return form;
    }

    RocketChatHistory history() {
        return new RocketChatHistory(
                List.of(room), List.copyOf(messages.values()), List.copyOf(webhooks), changes.all());
    }

    /** {@code removeOmnichannelRoom}: the documents are gone, and no webhook says so. */
    RocketChatHistory removed() {
        messages.keySet().forEach(message -> changes.deleted(Collection.MESSAGE, message));
        changes.deleted(Collection.ROOM, id);
        return new RocketChatHistory(List.of(), List.of(), List.copyOf(webhooks), changes.all());
    }
}
