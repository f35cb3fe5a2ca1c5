package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.topology.InputPosition;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the topics of events are read, or are to be read, partition by partition. As text the offsets that come next, in
 * the order of the partitions from 0 on, 0 left out: {@code conversations=12,,7;messages=40,3,9} says that of partition 1
 * 3 messages are read and no event of conversations.
 */
public record InputPositions(SortedMap<Integer, InputPosition> partitions) {
    public static final InputPositions NONE = new InputPositions(new TreeMap<>());

    private static final int MOST_PARTITIONS = 10_000;
    private static final Pattern FORM = Pattern.compile("conversations=([\\d,]*);messages=([\\d,]*)");

    /** More digits than any offset has, and fewer than a long. */
    private static final Pattern OFFSET = Pattern.compile("\\d{0,18}");

    public InputPositions {
        partitions = new TreeMap<>(partitions);
        partitions.values().removeIf(InputPosition.START::equals);
    }

    public InputPosition of(int partition) {
        return partitions.getOrDefault(partition, InputPosition.START);
    }

    /** One more than the highest partition that is named. */
    public int partitionCount() {
        return partitions.isEmpty() ? 0 : partitions.lastKey() + 1;
    }

    /** What the text says, or nothing where it is none. */
    public static Optional<InputPositions> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String[] conversations = matcher.group(1).split(",", -1);
        String[] messages = matcher.group(2).split(",", -1);
        int count = Math.max(conversations.length, messages.length);
        if (count > MOST_PARTITIONS || !areOffsets(conversations) || !areOffsets(messages)) {
            return Optional.empty();
        }
        SortedMap<Integer, InputPosition> partitions = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            partitions.put(i, new InputPosition(offset(conversations, i), offset(messages, i)));
        }
        return Optional.of(new InputPositions(partitions));
    }

    private static boolean areOffsets(String[] texts) {
        return Arrays.stream(texts).allMatch(text -> OFFSET.matcher(text).matches());
    }

    private static long offset(String[] offsets, int partition) {
        return partition >= offsets.length || offsets[partition].isEmpty() ? 0 : Long.parseLong(offsets[partition]);
    }

    @Override
    public String toString() {
        return "conversations=" + offsets(InputPosition::conversations) + ";messages="
                + offsets(InputPosition::messages);
    }

    private String offsets(ToLongFunction<InputPosition> topic) {
        StringBuilder text = new StringBuilder();
        for (int i = 0, named = 0; named < partitions.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            InputPosition position = partitions.get(i);
            if (position != null) {
                named++;
                long offset = topic.applyAsLong(position);
                if (offset > 0) {
                    text.append(offset);
                }
            }
        }
        return text.toString();
    }
}
