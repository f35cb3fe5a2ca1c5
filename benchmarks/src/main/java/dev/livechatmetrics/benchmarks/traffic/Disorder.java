package dev.livechatmetrics.benchmarks.traffic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Events as a bad network would deliver them: 15 % of them twice, and each drawn at random from a window of those that
 * come next, so that it leaves its place by as many events as the window holds, on average, and by several times as many
 * now and then.
 */
public final class Disorder implements Iterator<TrafficEvent> {
    private static final double REPEATED = 0.15;

    private final Iterator<TrafficEvent> source;
    private final SplittableRandom random;
    private final int window;
    private final List<TrafficEvent> waiting = new ArrayList<>();

    public Disorder(Iterator<TrafficEvent> source, long seed, int window) {
        this.source = source;
        this.random = new SplittableRandom(seed);
        this.window = window;
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || source.hasNext();
    }

    @Override
    public TrafficEvent next() {
        while (waiting.size() < window && source.hasNext()) {
            TrafficEvent event = source.next();
            waiting.add(event);
            if (random.nextDouble() < REPEATED) {
                waiting.add(event.repeated());
            }
        }
        if (waiting.isEmpty()) {
            throw new NoSuchElementException();
        }
        int drawn = random.nextInt(waiting.size());
        int last = waiting.size() - 1;
        TrafficEvent event = waiting.set(drawn, waiting.get(last));
        waiting.remove(last);
        return event;
    }
}
