package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Seeded traffic of a workspace that is as awkward as the contract allows: every record is valid, all are distinct, and
 * no identity is used twice for other content. Same seed, same bytes; sets of different seeds share no conversation.
 */
public final class RandomWorkspace {

    private static final int MOST_EVENTS = 30;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final List<Long> GRIDS_MILLIS = List.of(1L, 10L, 977L, 1_000L, 61_337L, 600_000L);

    private RandomWorkspace() {}

    public static List<WireEvent> events(long seed, int conversations) {
        return events(seed, conversations, MOST_EVENTS);
    }

    /** Grouped by conversation and without order inside one; at most {@code maxEvents} for each. */
    public static List<WireEvent> events(long seed, int conversations, int maxEvents) {
        Random random = new Random(seed);
        long grid = RandomTexts.pick(GRIDS_MILLIS, random);
        int steps = random.nextBoolean() ? 4 : 50;
        List<WireEvent> events = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            String conversationId = conversationId(seed, i, random);
            RandomConversation.Times times =
                    new RandomConversation.Times(around(clockChange(seed).at(), random), grid, steps);
            events.addAll(RandomConversation.events(conversationId, times, maxEvents, random));
        }
        return events;
    }

    /** The change of clocks around which the conversations of this seed open. */
    public static ClockChange clockChange(long seed) {
        return ClockChange.ALL.get(Math.floorMod(seed, ClockChange.ALL.size()));
    }

    /** Departments to ask for; some conversations have none. */
    public static List<String> departments() {
        return RandomConversation.DEPARTMENTS;
    }

    /** The same set as the wire may deliver it: about three in ten repeated, some more than once, and all shuffled. */
    public static List<WireEvent> disordered(long seed, List<WireEvent> events) {
        Random random = new Random(seed);
        List<WireEvent> delivered = new ArrayList<>(events);
        for (WireEvent event : events) {
            while (random.nextInt(100) < 23) { // 0.23 + 0.23² + … ≈ 0.3
                delivered.add(event);
            }
        }
        Collections.shuffle(delivered, random);
        return delivered;
    }

    /** Within two days of the change; one in three within a millisecond of a full hour, where the buckets meet. */
    private static long around(Instant change, Random random) {
        if (random.nextInt(3) == 0) {
            return change.toEpochMilli() + (random.nextInt(97) - 48) * HOUR_MILLIS + random.nextInt(3) - 1;
        }
        return change.toEpochMilli() + random.nextInt((int) (96 * HOUR_MILLIS)) - 48 * HOUR_MILLIS;
    }

    /** Index and seed make it unique; what stands before them makes it hard to hash, sort or escape. */
    private static String conversationId(long seed, int index, Random random) {
        String unique = Long.toString(seed, 36) + "-" + index;
        return switch (random.nextInt(8)) {
            case 0 -> "\u6f22\u5b57\ud83d\ude00:" + unique;
            case 1 -> "c \"\\/%\u0000" + unique;
            case 2 -> unique + RandomTexts.filled("\u00e9", RandomTexts.MOST_ID_BYTES - unique.length());
            default -> "c" + unique;
        };
    }
}
