package dev.livechatmetrics.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one conversation of Rocket.Chat, and its figures as Rocket.Chat's own code works them out
 * ({@code hooks/saveAnalyticsData.ts}, {@code getAnalyticsUpdateQuery…} of {@code LivechatRooms}), under its names.
 */
final class NaiveTalk {
    final long opened;
    String department = "";
    private Long chatDuration;

    /** When agents were assigned, and when the conversation was left without one. */
    final List<Long> joins = new ArrayList<>();

    final List<Long> leaves = new ArrayList<>();

    private final Map<String, Words> words = new TreeMap<>();

    private record Words(String id, long at, boolean byVisitor, boolean deleted) {}

    NaiveTalk(long opened) {
        this.opened = opened;
    }

    /** Of a message that is told several times the first stands, and that it was deleted, whoever says so. */
    void say(Object id, long at, boolean byVisitor, boolean deleted) {
        words.merge(
                (String) id,
                new Words((String) id, at, byVisitor, deleted),
                (first, again) -> new Words(first.id, first.at, first.byVisitor, first.deleted || again.deleted));
    }

    /** Told of a close: of several, the longest duration is the last one's. */
    void lasted(long millis) {
        chatDuration = chatDuration == null ? millis : Math.max(millis, chatDuration);
    }

    NaiveConversation figures() {
        return new NaiveConversation(
                opened,
                department,
                count(false),
                count(true),
                Optional.ofNullable(chatDuration).map(BigInteger::valueOf),
                responses());
    }

    private int count(boolean byVisitor) {
        return (int) words.values().stream()
                .filter(each -> each.byVisitor == byVisitor && !each.deleted)
                .count();
    }

    private NaiveResponses responses() {
        Long lq = null;
        Long lr = null;
        long tt = 0;
        long total = 0;
        Long ft = null;
        Long reaction = null;
        List<Words> inOrder = words.values().stream()
                .sorted(Comparator.comparingLong(Words::at).thenComparing(Words::id))
                .toList();
        for (Words message : inOrder) {
            long visitorLastQuery = lq == null ? opened : lq;
            long agentLastReply = lr == null ? opened : lr;
            if (message.byVisitor) {
                if (agentLastReply >= visitorLastQuery) {
                    lq = message.at;
                }
                continue;
            }
            long responseTime = message.at - visitorLastQuery;
            if (lr == null || visitorLastQuery > agentLastReply) {
                tt += responseTime;
                total++;
            }
            if (lr == null && responseTime != 0) {
                ft = responseTime;
                reaction = message.at - joined(message.at);
            }
            if (visitorLastQuery > agentLastReply) {
                lr = message.at;
            }
        }
        Optional<BigInteger> average = total == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(tt)
                        .multiply(BigDecimal.valueOf(1_000))
                        .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_UP)
                        .toBigInteger());
        return new NaiveResponses(
                Optional.ofNullable(ft).map(BigInteger::valueOf),
                Optional.ofNullable(reaction).map(BigInteger::valueOf),
                average);
    }

    private long joined(long at) {
        long join = joins.stream().filter(each -> each <= at).max(Long::compare).orElse(Long.MIN_VALUE);
        boolean left = leaves.stream().anyMatch(each -> each >= join && each <= at);
        return join == Long.MIN_VALUE || left ? opened : join;
    }
}
