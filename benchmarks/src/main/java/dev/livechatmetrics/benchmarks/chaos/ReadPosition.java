package dev.livechatmetrics.benchmarks.chaos;

import java.util.Arrays;

/**
 * How far the topics are read that are in an answer, as its header says: {@code conversations=12,,7;messages=40,3,9} are
 * the offsets that come next, by partition.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadPosition(long[] conversations, long[] messages) {
    private static final String CONVERSATIONS = "conversations=";
    private static final String MESSAGES = "messages=";

    /** Of a header's text; null is no position. */
    static ReadPosition parse(String header) {
        if (header == null) {
            return null;
        }
        ReadPosition position = new ReadPosition(new long[Instances.PARTITIONS], new long[Instances.PARTITIONS]);
        for (String topic : header.split(";", -1)) {
            if (topic.startsWith(CONVERSATIONS)) {
                fill(position.conversations, topic.substring(CONVERSATIONS.length()));
            } else if (topic.startsWith(MESSAGES)) {
                fill(position.messages, topic.substring(MESSAGES.length()));
            } else {
                throw new IllegalArgumentException("no position: " + header);
            }
        }
        return position;
    }

    private static void fill(long[] offsets, String list) {
        String[] numbers = list.split(",", -1);
        Arrays.setAll(offsets, i -> i >= numbers.length || numbers[i].isEmpty() ? 0 : Long.parseLong(numbers[i]));
    }
}
