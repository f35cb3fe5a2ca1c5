package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.topology.OpeningKey;
import java.util.List;
import java.util.Optional;

/**
 * Conversations in the order of their openings.
 *
 * @param next after which there may be more; a page may be short, or empty, where it is there
 */
public record ConversationPage(List<ListedConversation> conversations, Optional<OpeningKey> next) {
    public ConversationPage {
        conversations = List.copyOf(conversations);
    }
}
