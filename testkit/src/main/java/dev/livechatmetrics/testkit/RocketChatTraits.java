package dev.livechatmetrics.testkit;

/**
 * What happens in a {@link RocketChatConversation}, as far as it decides what each source can see.
 *
 * @param deletions messages are deleted: never told by a webhook
 * @param lags milliseconds pass between what Rocket.Chat writes one after the other, as between {@code servedBy.ts} and the
 *     message that says that the agent was connected
 * @param interventions people who do not serve a conversation write in it while it waits
 */
public record RocketChatTraits(boolean deletions, boolean lags, boolean interventions) {
    /** As workspaces are. */
    public static final RocketChatTraits ALL = new RocketChatTraits(true, true, true);

    /** Nothing that a webhook or a document hides: every source must say the same. */
    public static final RocketChatTraits SEEN_BY_ALL = new RocketChatTraits(false, false, false);
}
