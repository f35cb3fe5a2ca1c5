package dev.livechatmetrics.benchmarks.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A conversation that is going on: opened, asked, assigned, more messages to and fro, sometimes transferred, closed.
 */
final class OpenConversation {
    static final int DEPARTMENTS = 100;

    private static final int AGENTS = 500;
    private static final double ANSWERED = 0.75;
    private static final double TRANSFERS = 0.1;

    private final SplittableRandom random;
    private final String id;
    private final String visitorId;
    private final String source;
    private final long meanPauseMillis;
    private final List<Step> steps;
    private String department;
    private String agentId;
    private int done;
    private long nextMillis;

    OpenConversation(SplittableRandom random, TrafficShape shape, long openedMillis) {
        this.random = random;
        this.id = Ids.next(random);
        this.visitorId = Ids.next(random);
        this.source = "{\"type\":\"widget\",\"id\":\"%s\",\"page\":\"https://shop.example/orders/%07d\"}"
                .formatted(Ids.next(random), random.nextInt(10_000_000));
        this.meanPauseMillis = shape.meanPauseMillis(random);
        this.steps = steps(random, shape.messages(random));
        this.department = department(random);
        this.agentId = agent(random);
        this.nextMillis = openedMillis;
    }

    long nextMillis() {
        return nextMillis;
    }

    boolean isOver() {
        return done == steps.size();
    }

    /** Does the next step. */
    TrafficEvent next() {
        Step step = steps.get(done++);
        long atMillis = nextMillis;
        byte[] value = json(step, atMillis).getBytes(StandardCharsets.UTF_8);
        nextMillis += TrafficShape.nextPauseMillis(random, meanPauseMillis);
        return new TrafficEvent(step, id, atMillis, value);
    }

    private static List<Step> steps(SplittableRandom random, int messages) {
        List<Step> steps = new ArrayList<>(List.of(Step.OPENED, Step.VISITOR_MESSAGE, Step.ASSIGNED));
        int transferAfter = random.nextDouble() < TRANSFERS ? messages / 2 : 0;
        Step last = Step.VISITOR_MESSAGE;
        for (int message = 1; message < messages; message++) {
            boolean changes = random.nextDouble() < ANSWERED;
            last = (last == Step.VISITOR_MESSAGE) == changes ? Step.AGENT_MESSAGE : Step.VISITOR_MESSAGE;
            steps.add(last);
            if (message == transferAfter) {
                steps.add(Step.TRANSFERRED);
            }
        }
        steps.add(Step.CLOSED);
        return steps;
    }

    /** Some departments have much more to do than others. */
    private static String department(SplittableRandom random) {
        double chance = random.nextDouble();
        return "department-%03d".formatted((int) (chance * chance * DEPARTMENTS));
    }

    private static String agent(SplittableRandom random) {
        return "agent-%03d-of-support".formatted(random.nextInt(AGENTS));
    }

    private String json(Step step, long atMillis) {
        if (step == Step.TRANSFERRED) {
            department = department(random);
            agentId = agent(random);
        }
        StringBuilder json = new StringBuilder(320).append('{');
        text(json, "type", step.type());
        text(json, "conversationId", id);
        text(json, step.isMessage() ? "messageId" : "eventId", Ids.next(random));
        text(json, "occurredAt", Instant.ofEpochMilli(atMillis).toString());
        switch (step) {
            case OPENED -> text(json, "departmentId", department);
            case ASSIGNED -> text(json, "agentId", agentId);
            case TRANSFERRED -> {
                text(json, "departmentId", department);
                text(json, "agentId", agentId);
            }
            case CLOSED -> text(json, "closedBy", "agent");
            case VISITOR_MESSAGE -> {
                text(json, "sender", "visitor");
                text(json, "senderId", visitorId);
            }
            case AGENT_MESSAGE -> {
                text(json, "sender", "agent");
                text(json, "senderId", agentId);
            }
        }
        // Nobody reads these, but real events have them.
        text(json, "visitorId", visitorId);
        return json.append("\"source\":").append(source).append('}').toString();
    }

    /** No value needs escaping. */
    private static void text(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"").append(value).append("\",");
    }
}
