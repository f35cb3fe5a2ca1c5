package dev.livechatmetrics.streams.topology;

/** The names of the topics that the pipeline reads and writes. */
public record TopicNames(String conversations, String messages, String deadLetters) {
    public static final TopicNames DEFAULT =
            new TopicNames("livechat.conversations", "livechat.messages", "livechat.dead-letters");
}
