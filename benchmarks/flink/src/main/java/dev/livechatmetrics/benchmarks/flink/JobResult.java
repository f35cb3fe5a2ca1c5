package dev.livechatmetrics.benchmarks.flink;

import dev.livechatmetrics.benchmarks.contender.Stopwatch;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the job that runs in this JVM has put out. Flink makes its own copies of whatever belongs to a job, so that they
 * reach it through a static field alone.
 */
final class JobResult {
    static volatile JobResult current = new JobResult();

    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Share> shares = new CopyOnWriteArrayList<>();
    private final AtomicLong lastCheckpoint = new AtomicLong();
    private final AtomicLong lastCompleteCheckpoint = new AtomicLong();

    /** The sums over all rows that one task has put out, which that task alone changes. */
    static final class Share {
        private static final int CONVERSATIONS = 0;
        private static final int CLOSED = 1;
        private static final int MESSAGES = 2;
        private static final int VISITOR_MESSAGES = 3;

        private final AtomicLongArray sums = new AtomicLongArray(VISITOR_MESSAGES + 1);

        void add(long conversations, long closed, long messages, long visitorMessages) {
            add(CONVERSATIONS, conversations);
            add(CLOSED, closed);
            add(MESSAGES, messages);
            add(VISITOR_MESSAGES, visitorMessages);
        }

        private void add(int sum, long difference) {
            if (difference != 0) {
                sums.setRelease(sum, sums.getPlain(sum) + difference);
            }
        }
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    Share newShare() {
        Share share = new Share();
        shares.add(share);
        return share;
    }

    void checkpointBegins(long number) {
        lastCheckpoint.accumulateAndGet(number, Math::max);
    }

    void checkpointIsComplete(long number) {
        lastCompleteCheckpoint.accumulateAndGet(number, Math::max);
    }

    /** The number of the last one that any task has begun. */
    long lastCheckpoint() {
        return lastCheckpoint.get();
    }

    long lastCompleteCheckpoint() {
        return lastCompleteCheckpoint.get();
    }

    boolean agreesWith(LogTotals log) {
        return sum(Share.CONVERSATIONS) == log.conversations()
                && sum(Share.CLOSED) == log.closedConversations()
                && sum(Share.MESSAGES) == log.messages()
                && sum(Share.VISITOR_MESSAGES) == log.visitorMessages();
    }

    private long sum(int sum) {
        return shares.stream().mapToLong(share -> share.sums.getAcquire(sum)).sum();
    }

    @Override
    public String toString() {
        return "%d conversations, %d closed, %d messages, %d of visitors"
                .formatted(
                        sum(Share.CONVERSATIONS), sum(Share.CLOSED), sum(Share.MESSAGES), sum(Share.VISITOR_MESSAGES));
    }
}
