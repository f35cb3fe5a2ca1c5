package dev.livechatmetrics.streams.conversation;

/**
 * What one conversation adds to the charts. A figure that is missing is 0, as charts leave out both alike; figures may
 * be negative where clocks disagree.
 *
 * @param department the latest one's id, or {@link dev.livechatmetrics.schemas.event.LivechatEvent#NONE}
 * @param openedAtMillis since the epoch: the time for which the conversation counts
 * @param messages sent by agents and bots and not deleted
 * @param visitorMessages sent by visitors and not deleted
 * @param averageResponseMicros mean time to respond, in whole microseconds, rounded half up
 */
public record Contribution(
        String department,
        long openedAtMillis,
        long messages,
        long visitorMessages,
        long chatDurationMillis,
        long firstResponseMillis,
        long averageResponseMicros,
        long firstReactionMillis) {}
