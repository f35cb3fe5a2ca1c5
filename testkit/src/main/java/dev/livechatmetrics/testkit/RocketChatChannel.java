package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A channel, direct message, private group or call with its messages: what an import must pass over. */
final class RocketChatChannel {
    private static final List<String> KINDS = List.of("c", "d", "p", "v");

    private RocketChatChannel() {}

    static RocketChatHistory history(int number, Random random) {
        String id = "channel-" + number;
        Instant created = Instant.parse("2025-09-01T00:00:00Z").plusSeconds(random.nextInt(2_000_000));
        Map<String, Object> room = new LinkedHashMap<>();
        room.put("_id", id);
        room.put("t", RandomTexts.pick(KINDS, random));
        room.put("name", "team " + RocketChatHistory.PRIVATE);
        room.put("msgs", 7);
        room.put("ts", created);
        room.put("_updatedAt", created);
        RocketChatChanges changes = new RocketChatChanges();
        changes.wrote(RocketChatChange.Collection.ROOM, room);
        List<Map<String, Object>> messages = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("_id", id + "-" + i);
            message.put("rid", id);
            message.put("msg", "between colleagues, " + RocketChatHistory.PRIVATE);
            message.put("ts", created.plusSeconds(60L * i));
            message.put("u", Map.of("_id", "agent-1", "username", "agent.1"));
            message.put("_updatedAt", created.plusSeconds(60L * i));
            messages.add(message);
            changes.wrote(RocketChatChange.Collection.MESSAGE, message);
        }
        return new RocketChatHistory(List.of(room), messages, List.of(), changes.all());
    }
}
