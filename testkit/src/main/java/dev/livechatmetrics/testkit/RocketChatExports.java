package dev.livechatmetrics.testkit;

import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a workspace's documents would be at the end, had it deleted otherwise: told by its writes. With these the difference
 * between two sources is said exactly: one sees the documents as they are, the other as if.
 */
public final class RocketChatExports {
    private RocketChatExports() {}

    /** As if nobody had ever deleted a message or a room. */
    public static RocketChatHistory withoutDeletions(RocketChatHistory history) {
        Documents documents = new Documents();
        for (RocketChatChange change : history.changes()) {
            if (change.document() != null && !marksAsDeleted(change)) {
                documents.put(change, change.document());
            }
        }
        return documents.of(history);
    }

    /** As if messages that were deleted altogether were kept out of sight, as by {@code Message_KeepHistory}. */
    public static RocketChatHistory keepingDeletedMessages(RocketChatHistory history) {
        Documents documents = new Documents();
        for (RocketChatChange change : history.changes()) {
            if (change.document() != null) {
                documents.put(change, change.document());
            } else if (change.collection() == Collection.ROOM) {
                documents.remove(change);
            } else {
                Map<String, Object> hidden = new LinkedHashMap<>(change.before());
                hidden.put("_hidden", true);
                documents.put(change, hidden);
            }
        }
        return documents.of(history);
    }

    /** As if messages could not be deleted altogether: they stay as they were. */
    public static RocketChatHistory withMessagesThatAreGone(RocketChatHistory history) {
        Documents documents = new Documents();
        for (RocketChatChange change : history.changes()) {
            if (change.document() != null) {
                documents.put(change, change.document());
            } else if (change.collection() == Collection.ROOM) {
                documents.remove(change);
            }
        }
        return documents.of(history);
    }

    private static boolean marksAsDeleted(RocketChatChange change) {
        Map<String, Object> document = change.document();
        boolean hidden = document.containsKey("_hidden") && !document.containsKey("parent");
        return change.collection() == Collection.MESSAGE && (hidden || "rm".equals(document.get("t")));
    }

    private static final class Documents {
        private final Map<String, Map<String, Object>> rooms = new LinkedHashMap<>();
        private final Map<String, Map<String, Object>> messages = new LinkedHashMap<>();

        private Map<String, Map<String, Object>> all(RocketChatChange change) {
            return change.collection() == Collection.ROOM ? rooms : messages;
        }

        void put(RocketChatChange change, Map<String, Object> document) {
            all(change).put(change.id(), document);
        }

        void remove(RocketChatChange change) {
            all(change).remove(change.id());
        }

        RocketChatHistory of(RocketChatHistory history) {
            return new RocketChatHistory(
                    List.copyOf(rooms.values()),
                    new ArrayList<>(messages.values()),
                    history.webhooks(),
                    history.changes());
        }
    }
}
