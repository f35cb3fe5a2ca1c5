package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.traffic.Step;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A conversation whose figures are known from the start: opened, asked, assigned, answered once, closed. A database gets
 * the figures, the pipeline the events.
 *
 * @param askedMillis after the opening, and so on
 */
record PastConversation(
        String id,
        String department,
        long openedMillis,
        long askedMillis,
        long assignedMillis,
        long answeredMillis,
        long closedMillis) {

    static final int EVENTS = 5;

    long firstResponseMillis() {
        return answeredMillis - askedMillis;
    }

    List<TrafficEvent> events() {
        return List.of(
                event(Step.OPENED, 0, "\"departmentId\":\"" + department + "\""),
                event(Step.VISITOR_MESSAGE, askedMillis, "\"sender\":\"visitor\""),
                event(Step.ASSIGNED, assignedMillis, "\"agentId\":\"agent-007\""),
                event(Step.AGENT_MESSAGE, answeredMillis, "\"sender\":\"agent\",\"senderId\":\"agent-007\""),
                event(Step.CLOSED, closedMillis, "\"closedBy\":\"agent\""));
    }

    private TrafficEvent event(Step step, long afterMillis, String more) {
        long atMillis = openedMillis + afterMillis;
        String identity = step.isMessage() ? "messageId" : "eventId";
        String json = "{\"type\":\"" + step.type() + "\",\"conversationId\":\"" + id + "\",\"" + identity + "\":\""
                + step.name().charAt(0) + "-of-" + id + "\",\"occurredAt\":\"" + Instant.ofEpochMilli(atMillis) + "\","
                + more
                + "}";
        return new TrafficEvent(step, id, atMillis, json.getBytes(StandardCharsets.UTF_8));
    }
}
