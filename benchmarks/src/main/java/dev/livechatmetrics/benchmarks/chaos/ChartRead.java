package dev.livechatmetrics.benchmarks.chaos;

/**
 * One question as a client saw it.
 *
 * @param tries how many instances were asked, one after the other
 * @param answered whether one of them gave a whole answer
 * @param conversations the points of {@code Total_conversations} of all departments over all days where that was asked,
 *     else null; {@code messages} likewise of {@code Total_messages}
 * @param position which input the answer says that it covers, or null where it does not say so
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChartRead(
        long startNanos,
        long endNanos,
        int tries,
        boolean answered,
        long[] conversations,
        long[] messages,
        String position) {}
