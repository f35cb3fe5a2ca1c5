package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.benchmarks.traffic.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an answer may say that came in the middle of the load: no more than was sent by the time when it came, and no less
 * than lies before the position that it claims. A partition that is counted twice would show, and one that is left out.
 */
final class AnswerBounds {
    /** Of each day, when its conversations were opened by what was sent. */
    private final List<List<Long>> openingsNanos = lists(ChartReader.DAYS);
    /** Of each day and partition, where the first opening of each conversation lies. */
    private final List<List<List<Long>>> openingOffsets = new ArrayList<>();

    private final List<Long> agentMessagesNanos = new ArrayList<>();
    /** Of each partition. */
    private final List<List<AgentMessage>> agentMessages = new ArrayList<>();

    private long positions;

    /** A message, and where it and the opening of its conversation first lie. */
    private record AgentMessage(long offset, long openingOffset) {}

    private AnswerBounds() {}

    /** Of all records in the order of sending. */
    static AnswerBounds of(List<SentEvent> sent) {
        AnswerBounds bounds = new AnswerBounds();
        for (int day = 0; day < ChartReader.DAYS; day++) {
            bounds.openingOffsets.add(lists(Instances.PARTITIONS));
        }
        for (int partition = 0; partition < Instances.PARTITIONS; partition++) {
            bounds.agentMessages.add(new ArrayList<>());
        }
        bounds.takeTimes(sent);
        bounds.takeOffsets(sent);
        return bounds;
    }

    private static List<List<Long>> lists(int size) {
        List<List<Long>> lists = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private void takeTimes(List<SentEvent> sent) {
        Set<String> opened = new HashSet<>();
        IdentityHashMap<byte[], Boolean> said = new IdentityHashMap<>(); // repetitions share their bytes
        for (SentEvent record : sent) {
            Step step = record.event().step();
            if (step == Step.OPENED
                    && day(record) < ChartReader.DAYS
                    && opened.add(record.event().conversationId())) {
                openingsNanos.get(day(record)).add(record.sentNanos());
            } else if (step == Step.AGENT_MESSAGE && said.put(record.event().value(), true) == null) {
                agentMessagesNanos.add(record.sentNanos());
            }
        }
    }

    private void takeOffsets(List<SentEvent> sent) {
        Map<String, SentEvent> openings = new HashMap<>();
        IdentityHashMap<byte[], SentEvent> said = new IdentityHashMap<>();
        for (SentEvent record : sent) {
            if (record.offset() >= 0 && record.event().step() == Step.OPENED) {
                openings.merge(record.event().conversationId(), record, AnswerBounds::first);
            } else if (record.offset() >= 0 && record.event().step() == Step.AGENT_MESSAGE) {
                said.merge(record.event().value(), record, AnswerBounds::first);
            }
        }
        for (SentEvent opening : openings.values()) {
            if (day(opening) >= ChartReader.DAYS) {
                continue; // nobody asks for it
            }
            openingOffsets.get(day(opening)).get(opening.partition()).add(opening.offset());
        }
        openingOffsets.forEach(day -> day.forEach(offsets -> offsets.sort(null)));
        for (SentEvent message : said.values()) {
            SentEvent opening = openings.get(message.event().conversationId());
            if (opening != null && day(opening) < ChartReader.DAYS) {
                agentMessages.get(message.partition()).add(new AgentMessage(message.offset(), opening.offset()));
            }
        }
    }

    private static SentEvent first(SentEvent one, SentEvent other) {
        return one.offset() <= other.offset() ? one : other;
    }

    private static int day(SentEvent record) {
        return (int) (ChaosLoad.day(record.event().atMillis()).toEpochDay() - ChaosLoad.FIRST_DAY.toEpochDay());
    }

    /** How many answers said a position and were held against it. */
    long positions() {
        return positions;
    }

    /** Null where the read says neither too much nor too little, else what. */
    String wrong(ChartRead read) {
        ReadPosition position = ReadPosition.parse(read.position());
        if (position != null && (read.conversations() != null || read.messages() != null)) {
            positions++;
        }
        String wrong = read.conversations() == null ? null : wrongConversations(read, position);
        return wrong == null && read.messages() != null ? wrongMessages(read, position) : wrong;
    }

    private String wrongConversations(ChartRead read, ReadPosition position) {
        for (int day = 0; day < ChartReader.DAYS; day++) {
            long said = read.conversations()[day];
            long most = before(openingsNanos.get(day), read.endNanos());
            long least = 0;
            for (int partition = 0; position != null && partition < Instances.PARTITIONS; partition++) {
                // The offset that comes next is not in it.
                least += before(openingOffsets.get(day).get(partition), position.conversations()[partition] - 1);
            }
            if (said > most || said < least) {
                return "day " + day + " has " + said + " conversations; by its position at least " + least
                        + ", by what was sent at most " + most;
            }
        }
        return null;
    }

    private String wrongMessages(ChartRead read, ReadPosition position) {
        long said = Arrays.stream(read.messages()).sum();
        long most = before(agentMessagesNanos, read.endNanos());
        long least = 0;
        for (int each = 0; position != null && each < Instances.PARTITIONS; each++) {
            int partition = each;
            least += agentMessages.get(partition).stream()
                    .filter(message -> message.offset() < position.messages()[partition]
                            && message.openingOffset() < position.conversations()[partition])
                    .count();
        }
        return said > most || said < least
                ? said + " messages of agents; by its position at least " + least + ", by what was sent at most " + most
                : null;
    }

    /** How many are not above it. */
    private static long before(List<Long> ascending, long limit) {
        int low = 0;
        int high = ascending.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending.get(middle) <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
