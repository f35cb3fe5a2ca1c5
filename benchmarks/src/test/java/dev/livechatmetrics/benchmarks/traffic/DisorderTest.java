package dev.livechatmetrics.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisorderTest {
    private static final int EVENTS = 50_000;
    private static final int WINDOW = 2_000;

    private final List<TrafficEvent> ordered = list(EVENTS, 1);
    private final List<TrafficEvent> disordered = disordered(1);

    @Test
    void everyEventComesOnceOrTwiceAndOneOfTwoSaysSo() {
        IdentityHashMap<byte[], Integer> times = new IdentityHashMap<>();
        Set<byte[]> repeated = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TrafficEvent event : disordered) {
            times.merge(event.value(), 1, Integer::sum);
            if (event.repeats()) {
                assertThat(repeated.add(event.value())).isTrue();
            }
        }
        assertThat(times).hasSize(EVENTS);
        times.forEach((value, count) -> assertThat(count).isEqualTo(repeated.contains(value) ? 2 : 1));
    }

    @Test
    void fifteenPercentAreRepeatedAndCountedAside() {
        LogTotals inOrder = totals(ordered);
        LogTotals outOfOrder = totals(disordered);
        assertThat((double) outOfOrder.repeated() / EVENTS).isCloseTo(0.15, within(0.01));
        assertThat(outOfOrder.events()).isEqualTo(EVENTS + outOfOrder.repeated());
        assertThat(outOfOrder.conversations()).isEqualTo(inOrder.conversations());
        assertThat(outOfOrder.closedConversations()).isEqualTo(inOrder.closedConversations());
        assertThat(outOfOrder.messages()).isEqualTo(inOrder.messages());
        assertThat(outOfOrder.visitorMessages()).isEqualTo(inOrder.visitorMessages());
        assertThat(outOfOrder.firstDay()).isEqualTo(inOrder.firstDay());
        assertThat(outOfOrder.lastDay()).isEqualTo(inOrder.lastDay());
    }

    @Test
    void eventsLeaveTheirPlaceByAsManyAsTheWindowHolds() {
        IdentityHashMap<byte[], Integer> places = new IdentityHashMap<>();
        for (int place = 0; place < ordered.size(); place++) {
            places.put(ordered.get(place).value(), place);
        }
        List<byte[]> values = disordered.stream().map(TrafficEvent::value).toList();
        // The places of the same objects: disorder copies no bytes.
        Map<Integer, Long> early = new HashMap<>();
        double moved = 0;
        double share = (double) EVENTS / values.size();
        for (int at = 0; at < values.size(); at++) {
            double by = at * share - places.get(values.get(at));
            moved += Math.abs(by);
            early.merge(by < 0 ? -1 : 1, 1L, Long::sum);
        }
        assertThat(moved / values.size()).isBetween(WINDOW * 0.5, WINDOW * 1.5);
        assertThat(early.get(-1)).isGreaterThan(EVENTS / 4);
        assertThat(early.get(1)).isGreaterThan(EVENTS / 4);
    }

    @Test
    void sameSeedGivesTheSameOrder() {
        assertThat(ids(disordered(1))).isEqualTo(ids(disordered));
        assertThat(ids(disordered(2))).isNotEqualTo(ids(disordered));
    }

    private List<TrafficEvent> disordered(long seed) {
        List<TrafficEvent> events = new ArrayList<>();
        new Disorder(ordered.iterator(), seed, WINDOW).forEachRemaining(events::add);
        return events;
    }

    private static List<TrafficEvent> list(int count, long seed) {
        List<TrafficEvent> events = new ArrayList<>();
        new Traffic(TrafficShape.USUAL, seed).next(count).forEachRemaining(events::add);
        return events;
    }

    private static List<Integer> ids(List<TrafficEvent> events) {
        return events.stream().map(event -> Arrays.hashCode(event.value())).toList();
    }

    private static LogTotals totals(List<TrafficEvent> events) {
        LogTotals.Counter counter = new LogTotals.Counter();
        events.forEach(counter::count);
        return counter.totals();
    }
}
