package dev.livechatmetrics.testkit;

import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import dev.livechatmetrics.testkit.RocketChatChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The writes to the two collections in their order, kept while they happen, and how a connector may come to see them. */
public final class RocketChatChanges {
    private final Map<Key, Map<String, Object>> documents = new LinkedHashMap<>();
    private final List<RocketChatChange> all = new ArrayList<>();

    private record Key(Collection collection, String id) {
        static Key of(RocketChatChange change) {
            return new Key(change.collection(), change.id());
        }
    }

    /** The document is as it is now. */
    void wrote(Collection collection, Map<String, Object> document) {
        String id = (String) document.get("_id");
        Map<String, Object> now = new LinkedHashMap<>(document);
        Map<String, Object> before = documents.put(new Key(collection, id), now);
        all.add(new RocketChatChange(collection, before == null ? Kind.INSERT : Kind.UPDATE, id, before, now));
    }

    void deleted(Collection collection, String id) {
        Map<String, Object> before = documents.remove(new Key(collection, id));
        all.add(new RocketChatChange(collection, Kind.DELETE, id, before, null));
    }

    List<RocketChatChange> all() {
        return List.copyOf(all);
    }

    /**
     * As a connector sees them that begins some time with a snapshot, and looks documents up when it comes to their update,
     * which may be later: then it finds what they have become, or nothing.
     */
    public static List<RocketChatChange> seen(List<RocketChatChange> changes, Random random) {
        int begun = random.nextBoolean() ? 0 : random.nextInt(changes.size() + 1);
        List<RocketChatChange> seen = new ArrayList<>();
        Map<Key, Map<String, Object>> snapshot = new LinkedHashMap<>();
        changes.subList(0, begun).forEach(change -> {
            if (change.document() == null) {
                snapshot.remove(Key.of(change));
            } else {
                snapshot.put(Key.of(change), change.document());
            }
        });
        snapshot.forEach((key, document) ->
                seen.add(new RocketChatChange(key.collection(), Kind.READ, key.id(), null, document)));
        for (int i = begun; i < changes.size(); i++) {
            RocketChatChange change = changes.get(i);
            boolean late = change.kind() == Kind.UPDATE && random.nextInt(4) == 0;
            int until = late ? i + 1 + random.nextInt(changes.size() - i) : i + 1;
            seen.add(change.withDocument(latest(change, changes.subList(i, until))));
        }
        return seen;
    }

    private static Map<String, Object> latest(RocketChatChange change, List<RocketChatChange> since) {
        Map<String, Object> document = change.document();
        for (RocketChatChange later : since) {
            if (Key.of(later).equals(Key.of(change))) {
                document = later.document();
            }
        }
        return document;
    }
}
