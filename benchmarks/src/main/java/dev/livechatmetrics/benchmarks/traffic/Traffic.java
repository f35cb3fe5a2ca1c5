package dev.livechatmetrics.benchmarks.traffic;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Events of conversations in the order of their times, without end: hundreds of conversations are open at once, and the
 * messages of one lie far apart. The same seed and shape give the same events.
 */
public final class Traffic {
    private final SplittableRandom random;
    private final TrafficShape shape;
    private final PriorityQueue<OpenConversation> open =
            new PriorityQueue<>(Comparator.comparingLong(OpenConversation::nextMillis));
    private long nextOpeningMillis;
    private int opened;

    public Traffic(TrafficShape shape, long seed) {
        this.random = new SplittableRandom(seed);
        this.shape = shape;
        this.nextOpeningMillis = shape.start().toEpochMilli();
    }

    public TrafficEvent next() {
        if (open.isEmpty()
                || (opened < shape.openings()
                        && nextOpeningMillis <= open.peek().nextMillis())) {
            opened++;
            open.add(new OpenConversation(random, shape, nextOpeningMillis));
            nextOpeningMillis += shape.nextOpeningMillis(random);
        }
        OpenConversation conversation = open.remove();
        TrafficEvent event = conversation.next();
        if (!conversation.isOver()) {
            open.add(conversation);
        }
        return event;
    }

    /** The next events, so many, after which the last conversations may still be open. */
    public Iterator<TrafficEvent> next(long events) {
        return new Iterator<>() {
            private long rest = events;

            @Override
            public boolean hasNext() {
                return rest > 0;
            }

            @Override
            public TrafficEvent next() {
                if (rest == 0) {
                    throw new NoSuchElementException();
                }
                rest--;
                return Traffic.this.next();
            }
        };
    }
}
