package dev.livechatmetrics.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Draws the distinct, valid events of one conversation. */
final class RandomConversation {

    /** Instants on a grid around one instant; few or coarse steps make many ties. */
    record Times(long aroundMillis, long gridMillis, int steps) {

        /** Mostly after the opening, sometimes before it: clocks disagree. */
        private long near(Random random) {
            int step = random.nextInt(5) == 0 ? -random.nextInt(steps) : random.nextInt(steps);
            return aroundMillis + step * gridMillis;
        }
    }

    static final List<String> DEPARTMENTS = List.of("sales", "sales-2", "support", "Ventes é/&+", "\ud83d\ude00");

    // Weights, so that a conversation has a dialogue in it and still meets every kind.
    private static final List<EventKind> BAG = List.of(
            EventKind.SENT,
            EventKind.SENT,
            EventKind.SENT,
            EventKind.SENT,
            EventKind.SENT,
            EventKind.SENT,
            EventKind.SENT,
            EventKind.ASSIGNED,
            EventKind.ASSIGNED,
            EventKind.TRANSFERRED,
            EventKind.QUEUED,
            EventKind.CLOSED,
            EventKind.REOPENED,
            EventKind.EDITED,
            EventKind.MESSAGE_DELETED,
            EventKind.MESSAGE_DELETED);

    private final String conversationId;
    private final Times times;
    private final Random random;
    private final List<WireEvent> events = new ArrayList<>();
    private final Map<EventKind, Set<String>> identities = new EnumMap<>(EventKind.class);
    private final List<String> sentMessages = new ArrayList<>();

    private RandomConversation(String conversationId, Times times, Random random) {
        this.conversationId = conversationId;
        this.times = times;
        this.random = random;
    }

    /** At least one event and at most {@code maxEvents}. */
    static List<WireEvent> events(String conversationId, Times times, int maxEvents, Random random) {
        RandomConversation conversation = new RandomConversation(conversationId, times, random);
        conversation.draw(1 + random.nextInt(maxEvents));
        return conversation.events;
    }

    private void draw(int size) {
        int opened = random.nextInt(10) == 0 ? 0 : random.nextInt(5) == 0 ? 2 + random.nextInt(2) : 1;
        for (int i = 0; i < opened && events.size() < size; i++) {
            add(EventKind.OPENED, i == 0 ? times.aroundMillis() : times.near(random));
        }
        if (random.nextInt(12) == 0 && events.size() < size) {
            events.add(WireEvent.tombstone(conversationId));
        }
        int deletions = random.nextInt(12) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < deletions && events.size() < size; i++) {
            add(EventKind.DELETED, times.near(random));
        }
        while (events.size() < size) {
            add(RandomTexts.pick(BAG, random), times.near(random));
        }
    }

    private void add(EventKind kind, long atMillis) {
        String identity = newIdentity(kind);
        JsonText json = new JsonText()
                .text("type", kind.type)
                .raw("conversationId", varied(conversationId))
                .text("occurredAt", RandomTimes.written(atMillis, random))
                .raw(kind.identityField, varied(identity));
        addFields(kind, identity, json);
        addUnreadFields(kind, json);
        String otherTopic = kind.topic.equals(WireEvent.MESSAGES) ? WireEvent.CONVERSATIONS : WireEvent.MESSAGES;
        String topic = random.nextInt(12) == 0 ? otherTopic : kind.topic;
        events.add(WireEvent.of(topic, conversationId, json.varied(random)));
    }

    private String newIdentity(EventKind kind) {
        Set<String> used = identities.computeIfAbsent(kind, any -> new HashSet<>());
        String identity = RandomTexts.id(random);
        while (!used.add(identity)) {
            identity = RandomTexts.id(random);
        }
        return identity;
    }

    private void addFields(EventKind kind, String identity, JsonText json) {
        switch (kind) {
            case OPENED, QUEUED -> addDepartment(json);
            case ASSIGNED -> json.text("agentId", "agent-" + random.nextInt(3));
            case TRANSFERRED -> {
                addDepartment(json);
                addOptional(json, "agentId", List.of("agent-1", "agent-2"));
            }
            case CLOSED -> addOptional(json, "closedBy", List.of("agent", "visitor", "system"));
            case SENT -> {
                sentMessages.add(identity);
                json.text("sender", sender());
                addOptional(json, "senderId", List.of("agent-1", "v"));
            }
            case EDITED, MESSAGE_DELETED -> json.raw("messageId", varied(someMessage()));
            case REOPENED, DELETED -> {}
        }
    }

    private String sender() {
        return RandomTexts.pick(List.of("visitor", "visitor", "visitor", "agent", "agent", "bot", "system"), random);
    }

    /** A message of this conversation, or one that nobody sent (or that is drawn later). */
    private String someMessage() {
        boolean unknown = sentMessages.isEmpty() || random.nextInt(4) == 0;
        return unknown ? RandomTexts.id(random) : RandomTexts.pick(sentMessages, random);
    }

    private void addDepartment(JsonText json) {
        if (random.nextInt(4) == 0) {
            json.text("departmentId", "");
        } else {
            addOptional(json, "departmentId", DEPARTMENTS);
        }
    }

    private void addOptional(JsonText json, String field, List<String> choices) {
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> json.raw(field, "null");
            default -> json.raw(field, varied(RandomTexts.pick(choices, random)));
        }
    }

    /** Names the contract does not know, and names that only other types read. */
    private void addUnreadFields(EventKind kind, JsonText json) {
        if (random.nextInt(3) == 0) {
            String name = RandomTexts.pick(List.of("visitorId", "source", "customFields", "Type", "value", ""), random);
            json.raw(name, RandomTexts.unread(random));
        }
        if (kind == EventKind.REOPENED && random.nextBoolean()) {
            json.raw("departmentId", RandomTexts.unread(random)).raw("agentId", RandomTexts.unread(random));
        }
        if (kind == EventKind.SENT && random.nextInt(10) == 0) {
            json.raw("eventId", RandomTexts.unread(random));
        }
    }

    private String varied(String text) {
        return random.nextInt(10) == 0 ? JsonText.quoteEscaped(text, random) : JsonText.quote(text);
    }
}
