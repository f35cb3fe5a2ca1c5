package dev.livechatmetrics.streams.topology;

/**
 * A conversation in the order of openings.
 *
 * @param department its latest department's id, or {@link dev.livechatmetrics.schemas.event.LivechatEvent#NONE}
 */
public record Opening(OpeningKey key, String department) {}
