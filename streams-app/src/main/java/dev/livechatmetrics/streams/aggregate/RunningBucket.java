package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.Contribution;

/** A {@link Bucket} that is changed in place, as every event changes several. Not thread-safe. */
public class RunningBucket {
    private long conversations;
    private long messages;
    private long visitorMessages;
    private long chatDurations;
    private long chatDurationMillis;
    private long firstResponses;
    private long firstResponseMillis;
    private long averageResponses;
    private long averageResponseMicros;
    private long firstReactions;
    private long firstReactionMillis;
    private long bestFirstResponseMillis;

    public RunningBucket(Bucket bucket) {
        Aggregate sums = bucket.sums();
        conversations = sums.conversations();
        messages = sums.messages();
        visitorMessages = sums.visitorMessages();
        chatDurations = sums.chatDurations();
        chatDurationMillis = sums.chatDurationMillis();
        firstResponses = sums.firstResponses();
        firstResponseMillis = sums.firstResponseMillis();
        averageResponses = sums.averageResponses();
        averageResponseMicros = sums.averageResponseMicros();
        firstReactions = sums.firstReactions();
        firstReactionMillis = sums.firstReactionMillis();
        bestFirstResponseMillis = bucket.bestFirstResponseMillis();
    }

    public boolean isEmpty() {
        return conversations == 0;
    }

    public Bucket toBucket() {
        Aggregate sums = new Aggregate(
                conversations,
                messages,
                visitorMessages,
                chatDurations,
                chatDurationMillis,
                firstResponses,
                firstResponseMillis,
                averageResponses,
                averageResponseMicros,
                firstReactions,
                firstReactionMillis);
        return new Bucket(sums, bestFirstResponseMillis);
    }

    /**
     * Takes one contribution away and adds another; null for none.
     *
     * @return whether the smallest first response may have gone with the old contribution, so that {@link #setBest} must
     *     be told the one that is smallest now
     */
    public boolean replace(Contribution before, Contribution after) {
        long removed = 0;
        long added = 0;
        if (before != null) {
            add(before, -1);
            removed = before.firstResponseMillis();
        }
        if (after != null) {
            add(after, 1);
            added = after.firstResponseMillis();
        }
        if (removed != 0 && removed == bestFirstResponseMillis && (added == 0 || added > bestFirstResponseMillis)) {
            return true;
        }
        if (added != 0) {
            bestFirstResponseMillis = Math.min(bestFirstResponseMillis, added);
        }
        return false;
    }

    /** Adds a bucket of other conversations. */
    public void merge(Bucket other) {
        Aggregate sums = other.sums();
        conversations += sums.conversations();
        messages += sums.messages();
        visitorMessages += sums.visitorMessages();
        chatDurations += sums.chatDurations();
        chatDurationMillis += sums.chatDurationMillis();
        firstResponses += sums.firstResponses();
        firstResponseMillis += sums.firstResponseMillis();
        averageResponses += sums.averageResponses();
        averageResponseMicros += sums.averageResponseMicros();
        firstReactions += sums.firstReactions();
        firstReactionMillis += sums.firstReactionMillis();
        bestFirstResponseMillis = Math.min(bestFirstResponseMillis, other.bestFirstResponseMillis());
    }

    /** By its place in an {@link Aggregate}. */
    long figure(int place) {
        return switch (place) {
            case 0 -> conversations;
            case 1 -> messages;
            case 2 -> visitorMessages;
            case 3 -> chatDurations;
            case 4 -> chatDurationMillis;
            case 5 -> firstResponses;
            case 6 -> firstResponseMillis;
            case 7 -> averageResponses;
            case 8 -> averageResponseMicros;
            case 9 -> firstReactions;
            case 10 -> firstReactionMillis;
            default -> throw new IllegalArgumentException("no figure has the place " + place);
        };
    }

    public long bestFirstResponseMillis() {
        return bestFirstResponseMillis;
    }

    /** The smallest first response, or {@link Bucket#NO_FIRST_RESPONSE}. */
    public void setBest(long millis) {
        bestFirstResponseMillis = millis;
    }

    private void add(Contribution contribution, int sign) {
        conversations += sign;
        messages += sign * contribution.messages();
        visitorMessages += sign * contribution.visitorMessages();
        chatDurations += counted(contribution.chatDurationMillis(), sign);
        chatDurationMillis += sign * contribution.chatDurationMillis();
        firstResponses += counted(contribution.firstResponseMillis(), sign);
        firstResponseMillis += sign * contribution.firstResponseMillis();
        averageResponses += counted(contribution.averageResponseMicros(), sign);
        averageResponseMicros += sign * contribution.averageResponseMicros();
        firstReactions += counted(contribution.firstReactionMillis(), sign);
        firstReactionMillis += sign * contribution.firstReactionMillis();
    }

    private static int counted(long figure, int sign) {
        return figure == 0 ? 0 : sign;
    }
}
