package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One Omnichannel conversation, played as the code of Rocket.Chat 7 and 8 plays it: what it writes into the two collections,
 * in which order, with which fields, and which webhooks it sends then ({@code apps/meteor/app/livechat/server}:
 * {@code lib/Helper.ts}, {@code RoutingManager.ts}, {@code rooms.ts}, {@code closeRoom.ts}, {@code transfer.ts},
 * {@code hooks/sendToCRM.ts}).
 */
final class RocketChatConversation {
    static final List<String> DEPARTMENTS = List.of("sales", "support", "billing");

    private static final Instant FIRST = Instant.parse("2025-09-01T00:00:00Z");
    private static final int DAYS = 21;

    private final RocketChatTraits traits;
    private final Random random;
    private final RocketChatRoom room;
    private final boolean manualRouting;
    private long now;
    private int agents;

    RocketChatConversation(int number, RocketChatTraits traits, Random random) {
        this.traits = traits;
        this.random = random;
        this.manualRouting = random.nextBoolean();
        now = FIRST.toEpochMilli() + random.nextInt(DAYS * 86_400) * 1_000L + random.nextInt(1_000);
        room = new RocketChatRoom("room-" + number, random);
    }

    RocketChatHistory history() {
        open();
        boolean goesOn = visitorWaits() && random.nextInt(12) > 0;
        if (goesOn) {
            serve(2 + random.nextInt(5));
        }
        if (random.nextInt(8) > 0) {
            close();
            while (room.isClosed() && random.nextInt(5) == 0) {
                reopen();
                if (random.nextInt(4) > 0) {
                    close();
                }
            }
        }
        return traits.deletions() && room.isClosed() && random.nextInt(25) == 0 ? room.removed() : room.history();
    }

    private void open() {
        String department = random.nextInt(4) == 0 ? null : RandomTexts.pick(DEPARTMENTS, random);
        room.create(at(), department);
        room.webhook("LivechatSessionStart");
        lag();
        room.say(at(), room.visitor(), Map.of("t", "livechat-started", "msg", "", "token", room.token()));
        if (random.nextInt(6) == 0) {
            tick(3);
            room.navigation(at());
        }
    }

    /** False where nobody ever comes. */
    private boolean visitorWaits() {
        for (int i = 0; i <= random.nextInt(3); i++) {
            tick(20);
            visitorWrites();
        }
        if (random.nextInt(5) == 0) {
            room.webhookWithoutMessages("LeadCapture");
        }
        if (manualRouting) {
            room.webhook("LivechatSessionQueued");
        }
        intervene();
        tick(120);
        if (random.nextInt(10) == 0) {
            return false;
        }
        take(nextAgent());
        return true;
    }

    private void serve(int steps) {
        for (int i = 0; i < steps; i++) {
            tick(60);
            switch (random.nextInt(12)) {
                case 0 -> forwardToAgent();
                case 1 -> forwardToDepartment();
                case 2 -> returnToQueue();
                case 3 -> room.edit(at(), random);
                case 4 -> deleteAMessage();
                case 5 -> room.say(at(), room.agent(), Map.of("t", "livechat_video_call", "msg", ""));
                default -> exchange();
            }
        }
    }

    private void exchange() {
        for (int i = 0; i < random.nextInt(3); i++) {
            visitorWrites();
            tick(30);
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            agentWrites();
            tick(30);
        }
    }

    private void visitorWrites() {
        room.writes(at(), room.visitor(), Map.of("token", room.token(), "alias", RocketChatHistory.PRIVATE));
    }

    private void agentWrites() {
        boolean byIntegration = random.nextInt(15) == 0;
        room.writes(at(), room.agent(), byIntegration ? Map.of("bot", Map.of("i", "integration-1")) : Map.of());
    }

    /** {@code RoutingManager.takeInquiry}, {@code assignAgent}: the room first, then two messages that say so. */
    private void take(Map<String, Object> agent) {
        Map<String, Object> servedBy = new LinkedHashMap<>(agent);
        servedBy.put("ts", at());
        room.set(at(), "servedBy", servedBy);
        lag();
        room.says(at(), agent, Map.of("t", "command", "msg", "connected"));
        room.says(at(), agent, Map.of("t", "uj", "msg", ""));
        room.webhook("LivechatSessionTaken");
        if (random.nextInt(6) == 0) {
            lag();
            agentWrites(); // a bot, or a greeting
        }
    }

    private void forwardToAgent() {
        Map<String, Object> old = room.servedBy();
        take(nextAgent());
        lag();
        transferHistory("agent", null);
        leave(old);
        room.webhook("LivechatSessionForwarded", old == null ? Map.of() : Map.of("oldServedBy", old));
    }

    private void forwardToDepartment() {
        String old = (String) room.get("departmentId");
        String next = RandomTexts.pick(
                DEPARTMENTS.stream().filter(each -> !each.equals(old)).toList(), random);
        Map<String, Object> oldAgent = room.servedBy();
        boolean queued = manualRouting || random.nextInt(4) == 0;
        if (!queued) {
            take(nextAgent());
            tick(1);
        }
        transferHistory("department", next);
        room.set(at(), "departmentId", next);
        room.webhook("LivechatSessionForwarded", old == null ? Map.of() : Map.of("oldDepartmentId", old));
        if (queued) {
            unassign();
            leave(oldAgent);
            room.webhook("LivechatSessionQueued");
            waitAndTake();
        } else {
            leave(oldAgent);
        }
    }

    /** {@code returnRoomAsInquiry}, which may change the department without a word of it in the history. */
    private void returnToQueue() {
        Map<String, Object> oldAgent = room.servedBy();
        transferHistory("queue", null);
        String next = RandomTexts.pick(DEPARTMENTS, random);
        if (random.nextInt(3) == 0 && !next.equals(room.get("departmentId"))) {
            room.set(at(), "departmentId", next);
            room.webhook("LivechatSessionForwarded");
        }
        unassign();
        leave(oldAgent);
        room.webhook("LivechatSessionQueued");
        waitAndTake();
    }

    private void waitAndTake() {
        intervene();
        tick(90);
        if (random.nextInt(3) == 0) {
            visitorWrites();
            tick(20);
        }
        take(nextAgent());
    }

    private void unassign() {
        lag();
        room.set(at(), "queuedAt", at());
        room.unset(at(), "servedBy");
    }

    private void leave(Map<String, Object> agent) {
        if (agent != null) {
            room.says(at(), agent, Map.of("t", "ul", "msg", agent.get("username")));
        }
    }

    private void transferHistory(String scope, String nextDepartment) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("transferredBy", Map.of("_id", "agent-1", "username", "agent.1", "userType", "agent"));
        data.put("ts", at());
        data.put("scope", scope);
        data.put("comment", "because " + RocketChatHistory.PRIVATE);
        if (room.get("departmentId") != null) {
            data.put("previousDepartment", room.get("departmentId"));
        }
        if (nextDepartment != null) {
            data.put("nextDepartment", Map.of("_id", nextDepartment, "name", "Department " + nextDepartment));
        }
        Map<String, Object> by = Map.of("_id", "agent-1", "username", "agent.1");
        room.say(at(), by, Map.of("t", "livechat_transfer_history", "msg", "", "transferData", data));
    }

    /** A manager or a bot writes without serving. */
    private void intervene() {
        if (traits.interventions() && random.nextInt(6) == 0) {
            tick(10);
            Map<String, Object> manager = Map.of("_id", "manager-1", "username", "manager.1");
            room.says(at(), manager, Map.of("t", "uj", "msg", ""));
            room.writes(at(), manager, Map.of());
        }
    }

    private void deleteAMessage() {
        if (traits.deletions()) {
            room.delete(at(), random);
        }
    }

    private void close() {
        tick(60);
        int by = random.nextInt(4);
        Map<String, Object> closer = by == 0
                ? room.visitor()
                : by == 1 || room.agent() == null
                        ? Map.of("_id", "rocket.cat", "username", "rocket.cat")
                        : room.agent();
        room.close(at(), closer, by == 0);
        lag();
        Map<String, Object> closing = new LinkedHashMap<>(Map.of("t", "livechat-close", "msg", ""));
        if (by == 0) {
            closing.put("token", room.token());
        }
        room.say(at(), closer, closing);
        room.webhook("LivechatSession");
        if (random.nextInt(4) == 0) {
            tick(600);
            room.set(at(), "topic", "sorted out, " + RocketChatHistory.PRIVATE);
            room.webhook("LivechatEdit");
        }
    }

    /** {@code QueueManager.unarchiveRoom}. */
    private void reopen() {
        tick(86_400);
        room.reopen(at());
        room.webhook("LivechatSessionQueued");
        tick(5);
        visitorWrites();
        tick(60);
        take(nextAgent());
        serve(1 + random.nextInt(3));
    }

    private Map<String, Object> nextAgent() {
        int agent = (agents += 1 + random.nextInt(3)) % 7;
        return Map.of("_id", "agent-" + agent, "username", "agent." + agent);
    }

    private Instant at() {
        return Instant.ofEpochMilli(now);
    }

    /** At least a millisecond, and up to so many seconds. */
    private void tick(int mostSeconds) {
        now += 1 + random.nextInt(mostSeconds * 1_000);
    }

    /** Between two writes of one action. */
    private void lag() {
        now += traits.lags() ? random.nextInt(40) : 0;
    }
}
