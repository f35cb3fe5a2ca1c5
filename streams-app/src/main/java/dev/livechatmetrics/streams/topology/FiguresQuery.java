package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks what these conversations contribute, by their ids; those that do not count, or are elsewhere, are left out. */
public record FiguresQuery(List<String> conversationIds) implements PartitionQuery<Map<String, Contribution>> {
    private static final List<String> STORES = List.of(Names.CONVERSATIONS);

    public FiguresQuery {
        conversationIds = List.copyOf(conversationIds);
    }

    @Override
    public List<String> stores() {
        return STORES;
    }

    @Override
    public Map<String, Contribution> merged(Collection<Map<String, Contribution>> parts) {
        Map<String, Contribution> merged = new HashMap<>();
        parts.forEach(merged::putAll);
        return merged;
    }
}
