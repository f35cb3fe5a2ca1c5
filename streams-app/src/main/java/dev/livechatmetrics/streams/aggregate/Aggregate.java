package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;

/**
 * Counts and sums of conversations' contributions. Sums are integers, so that partial aggregates merge exactly; a figure
 * that is missing or 0 is in no sum and no count.
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

    static final int FIGURES = Figure.values().length;

    public static final Aggregate ZERO = new Aggregate(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

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

    /** From all figures in their order. */
    static Aggregate of(long[] figures) {
        return new Aggregate(
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                figures[5],
                figures[6],
                figures[7],
                figures[8],
                figures[9],
                figures[10]);
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
}
