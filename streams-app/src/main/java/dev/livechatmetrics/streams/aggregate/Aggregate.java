package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.Contribution;

/**
 * Counts and sums of conversations' contributions: a commutative group, so that what was added can be taken away and
 * partial aggregates merge exactly. Sums are integers; a figure that is missing or 0 is in no sum and no count.
 *
 * @param chatDurationMillis sum over {@code chatDurations} conversations, and so on
 */
public record Aggregate(
        long conversations,
        long messages,
        long visitorMessages,
        long chatDurations,
        long chatDurationMillis,
        long firstResponses,
        long firstResponseMillis,
        long averageResponses,
        long averageResponseMicros,
        long firstReactions,
        long firstReactionMillis) {

    public static final Aggregate ZERO = new Aggregate(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Aggregate of(Contribution contribution) {
        return new Aggregate(
                1,
                contribution.messages(),
                contribution.visitorMessages(),
                counted(contribution.chatDurationMillis()),
                contribution.chatDurationMillis(),
                counted(contribution.firstResponseMillis()),
                contribution.firstResponseMillis(),
                counted(contribution.averageResponseMicros()),
                contribution.averageResponseMicros(),
                counted(contribution.firstReactionMillis()),
                contribution.firstReactionMillis());
    }

    public Aggregate plus(Aggregate other) {
        return new Aggregate(
                conversations + other.conversations,
                messages + other.messages,
                visitorMessages + other.visitorMessages,
                chatDurations + other.chatDurations,
                chatDurationMillis + other.chatDurationMillis,
                firstResponses + other.firstResponses,
                firstResponseMillis + other.firstResponseMillis,
                averageResponses + other.averageResponses,
                averageResponseMicros + other.averageResponseMicros,
                firstReactions + other.firstReactions,
                firstReactionMillis + other.firstReactionMillis);
    }

    public Aggregate minus(Aggregate other) {
        return plus(other.negated());
    }

    private Aggregate negated() {
        return new Aggregate(
                -conversations,
                -messages,
                -visitorMessages,
                -chatDurations,
                -chatDurationMillis,
                -firstResponses,
                -firstResponseMillis,
                -averageResponses,
                -averageResponseMicros,
                -firstReactions,
                -firstReactionMillis);
    }

    void encode(BinaryWriter writer) {
        writer.writeUnsigned(conversations)
                .writeUnsigned(messages)
                .writeUnsigned(visitorMessages)
                .writeUnsigned(chatDurations)
                .writeSigned(chatDurationMillis)
                .writeUnsigned(firstResponses)
                .writeSigned(firstResponseMillis)
                .writeUnsigned(averageResponses)
                .writeSigned(averageResponseMicros)
                .writeUnsigned(firstReactions)
                .writeSigned(firstReactionMillis);
    }

    static Aggregate decode(BinaryReader reader) {
        return new Aggregate(
                reader.readUnsigned(),
                reader.readUnsigned(),
                reader.readUnsigned(),
                reader.readUnsigned(),
                reader.readSigned(),
                reader.readUnsigned(),
                reader.readSigned(),
                reader.readUnsigned(),
                reader.readSigned(),
                reader.readUnsigned(),
                reader.readSigned());
    }

    private static long counted(long figure) {
        return figure == 0 ? 0 : 1;
    }
}
