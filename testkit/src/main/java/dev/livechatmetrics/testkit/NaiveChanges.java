package dev.livechatmetrics.testkit;

import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import dev.livechatmetrics.testkit.RocketChatChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Each conversation as the states of its documents tell it. */
final class NaiveChanges {
    private final Map<String, List<RocketChatChange>> rooms = new LinkedHashMap<>();
    private final Map<Object, List<List<RocketChatChange>>> messagesOfRooms = new LinkedHashMap<>();
    private final boolean preImages;

    /** {@code preImages}: whether deletions say what the document was. */
    NaiveChanges(List<RocketChatChange> changes, boolean preImages) {
        this.preImages = preImages;
        Map<String, List<RocketChatChange>> messages = new LinkedHashMap<>();
        for (RocketChatChange change : changes) {
            (change.collection() == Collection.ROOM ? rooms : messages)
                    .computeIfAbsent(change.id(), id -> new ArrayList<>())
                    .add(change);
        }
        messages.values()
                .forEach(states -> roomOf(states)
                        .ifPresent(room -> messagesOfRooms
                                .computeIfAbsent(room, rid -> new ArrayList<>())
                                .add(states)));
    }

    private Optional<Object> roomOf(List<RocketChatChange> states) {
        return states.stream()
                .map(state -> preImages && state.document() == null ? state.before() : state.document())
                .filter(Objects::nonNull)
                .map(document -> document.get("rid"))
                .findFirst();
    }

    /** Nothing of a room that is no livechat, is gone, or was never seen. */
    Stream<NaiveTalk> talks() {
        return rooms.entrySet().stream()
                .map(room -> talk(room.getValue(), messagesOfRooms.getOrDefault(room.getKey(), List.of())))
                .flatMap(Optional::stream);
    }

    private Optional<NaiveTalk> talk(List<RocketChatChange> room, List<List<RocketChatChange>> messages) {
        List<Map<String, Object>> states = room.stream()
                .<Map<String, Object>>map(RocketChatChange::document)
                .filter(Objects::nonNull)
                .toList();
        boolean gone = room.stream().anyMatch(change -> change.kind() == Kind.DELETE);
        if (gone || states.isEmpty() || !states.get(0).get("t").equals("l")) {
            return Optional.empty();
        }
        NaiveTalk talk = new NaiveTalk(NaiveRocketChat.millis(states.get(0).get("ts")));
        states.forEach(state -> NaiveRocketChat.readRoom(talk, state));
        Map<String, Object> latest = states.get(0);
        for (Map<String, Object> state : states) {
            boolean later =
                    NaiveRocketChat.millis(state.get("_updatedAt")) >= NaiveRocketChat.millis(latest.get("_updatedAt"));
            latest = later ? state : latest;
        }
        talk.department = (String) latest.getOrDefault("departmentId", "");
        messages.forEach(message -> readMessage(talk, message));
        return Optional.of(talk);
    }

    private void readMessage(NaiveTalk talk, List<RocketChatChange> states) {
        boolean deleted = false;
        Map<String, Object> words = null;
        for (RocketChatChange state : states) {
            boolean known = preImages && state.kind() == Kind.DELETE;
            Map<String, Object> document = known ? state.before() : state.document();
            if (document != null && !document.containsKey("parent")) {
                if (!document.containsKey("t") || document.get("t").equals("rm")) {
                    words = document;
                    deleted |= known || document.containsKey("t") || document.containsKey("_hidden");
                } else if (!known) {
                    NaiveRocketChat.readSystemMessage(talk, document);
                }
            }
        }
        if (words != null) {
            talk.say(words.get("_id"), NaiveRocketChat.millis(words.get("ts")), words.containsKey("token"), deleted);
        }
    }
}
