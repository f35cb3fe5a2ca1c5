package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RocketChatHistoryTest {
    private static final List<String> FEATURES = List.of(
            "room c",
            "room d",
            "room l",
            "room p",
            "room v",
            "without department",
            "never served",
            "open",
            "closed by user",
            "closed by visitor",
            "closed by rocket.cat",
            "opened again and open",
            "closed again",
            "returned to the queue",
            "message null",
            "message command",
            "message livechat-close",
            "message livechat-started",
            "message livechat_navigation_history",
            "message livechat_transfer_history",
            "message livechat_video_call",
            "message rm",
            "message uj",
            "message ul",
            "transfer agent",
            "transfer department",
            "transfer queue",
            "edited",
            "hidden",
            "earlier version",
            "integration",
            "agent first",
            "removed room",
            "webhook LeadCapture",
            "webhook LivechatEdit",
            "webhook LivechatSession",
            "webhook LivechatSessionForwarded",
            "webhook LivechatSessionQueued",
            "webhook LivechatSessionStart",
            "webhook LivechatSessionTaken",
            "webhook Message",
            "message told again");

    @Test
    void shouldHaveEverythingThatHappensInAWorkspace() {
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            look(RocketChatHistory.conversation(1, i, RocketChatTraits.ALL), found);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(FEATURES);
    }

    @Test
    void shouldBeTheSameOfTheSameSeed() {
        assertThat(RocketChatHistory.of(3, 50, RocketChatTraits.ALL))
                .isEqualTo(RocketChatHistory.of(3, 50, RocketChatTraits.ALL))
                .isNotEqualTo(RocketChatHistory.of(4, 50, RocketChatTraits.ALL));
    }

    @Test
    void shouldHideNothingWhereItIsAskedTo() {
        RocketChatHistory history = RocketChatHistory.of(1, 500, RocketChatTraits.SEEN_BY_ALL);
        assertThat(history.messages())
                .noneMatch(message -> "rm".equals(message.get("t"))
                        || (message.containsKey("_hidden") && !message.containsKey("parent")));
        assertThat(NaiveRocketChat.ofDocuments(Stream.of(history)).countedConversations())
                .isEqualTo(NaiveRocketChat.ofWebhooks(Stream.of(history)).countedConversations());
    }

    private static void look(RocketChatHistory history, Set<String> found) {
        history.rooms().forEach(room -> lookAtRoom(room, history, found));
        history.messages().forEach(message -> lookAtMessage(message, found));
        Set<Object> told = new HashSet<>();
        for (Map<String, Object> webhook : history.webhooks()) {
            found.add("webhook " + webhook.get("type"));
            for (Object message : (List<?>) webhook.get("messages")) {
                if (!told.add(((Map<?, ?>) message).get("_id"))) {
                    found.add("message told again");
                }
            }
        }
        if (history.rooms().isEmpty()) {
            found.add("removed room");
        }
    }

    private static void lookAtRoom(Map<String, Object> room, RocketChatHistory history, Set<String> found) {
        found.add("room " + room.get("t"));
        if (!room.get("t").equals("l")) {
            return;
        }
        boolean open = room.containsKey("open");
        if (!room.containsKey("departmentId")) {
            found.add("without department");
        }
        if (history.messages().stream().noneMatch(message -> "command".equals(message.get("t")))) {
            found.add("never served");
        }
        if (open) {
            found.add(room.containsKey("metrics") ? "opened again and open" : "open");
        } else {
            String id = (String) ((Map<?, ?>) room.get("closedBy")).get("_id");
            found.add("closed by " + (id.equals("rocket.cat") ? id : room.get("closer")));
            if (history.messages().stream()
                            .filter(message -> "livechat-close".equals(message.get("t")))
                            .count()
                    > 1) {
                found.add("closed again");
            }
        }
        if (((Instant) room.get("queuedAt")).isAfter((Instant) room.get("ts"))) {
            found.add("returned to the queue");
        }
        history.messages().stream()
                .filter(message -> !message.containsKey("t"))
                .findFirst()
                .filter(message -> !message.containsKey("token"))
                .ifPresent(message -> found.add("agent first"));
    }

    private static void lookAtMessage(Map<String, Object> message, Set<String> found) {
        found.add("message " + message.get("t"));
        if (message.get("transferData") instanceof Map<?, ?> data) {
            found.add("transfer " + data.get("scope"));
        }
        if (message.containsKey("bot")) {
            found.add("integration");
        }
        if (message.containsKey("parent")) {
            found.add("earlier version");
        } else if (message.containsKey("_hidden")) {
            found.add("hidden");
        } else if (message.containsKey("editedAt")) {
            found.add("edited");
        }
    }
}
