package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one conversation adds to the charts, by the contract's words and from all of its events at once. Durations are in
 * milliseconds, null where there is none; a department of "" is none.
 */
record Figures(
        long openedMillis,
        String department,
        long messages,
        Long chatDuration,
        Long firstResponse,
        Long firstReaction,
        Long averageResponseMicros) {

    /** Time, then type (conversations' before messages'), then identity as bytes. */
    private static final Comparator<KeptEvent> ORDER = Comparator.comparingLong(KeptEvent::atMillis)
            .thenComparing(KeptEvent::type)
            .thenComparing(KeptEvent::identity, Arrays::compareUnsigned);

    private record Identity(EventType type, ByteBuffer identity) {}

    /** Of events as they arrived, repeated ones included; null where the conversation does not count. */
    static Figures of(Collection<KeptEvent> arrived) {
        Map<Identity, KeptEvent> distinct = new LinkedHashMap<>();
        for (KeptEvent event : arrived) {
            distinct.putIfAbsent(new Identity(event.type(), ByteBuffer.wrap(event.identity())), event);
        }
        List<KeptEvent> ordered = new ArrayList<>(distinct.values());
        ordered.sort(ORDER);
        KeptEvent opened = null;
        for (KeptEvent event : ordered) {
            if (event.type() == EventType.DELETED) {
                return null;
            }
            if (event.type() == EventType.OPENED && opened == null) {
                opened = event;
            }
        }
        return opened == null ? null : of(opened, ordered);
    }

    private static Figures of(KeptEvent opened, List<KeptEvent> ordered) {
        Walk walk = new Walk(opened.atMillis());
        ordered.forEach(walk::take);
        return new Figures(
                opened.atMillis(),
                department(opened, ordered),
                messages(ordered),
                chatDuration(opened, ordered),
                walk.firstResponse,
                walk.firstReaction,
                walk.averageMicros());
    }

    private static String department(KeptEvent opened, List<KeptEvent> ordered) {
        String department = opened.department();
        for (KeptEvent event : ordered.subList(ordered.indexOf(opened) + 1, ordered.size())) {
            boolean moves = event.type() == EventType.TRANSFERRED || event.type() == EventType.QUEUED;
            if (moves && event.department() != null) {
                department = event.department();
            }
        }
        return department;
    }

    private static long messages(List<KeptEvent> ordered) {
        Set<ByteBuffer> deleted = new HashSet<>();
        for (KeptEvent event : ordered) {
            if (event.type() == EventType.MESSAGE_DELETED) {
                deleted.add(ByteBuffer.wrap(event.messageId()));
            }
        }
        return ordered.stream()
                .filter(event -> event.type() == EventType.MESSAGE_SENT)
                .filter(event -> event.sender() == Sender.AGENT || event.sender() == Sender.BOT)
                .filter(event -> !deleted.contains(ByteBuffer.wrap(event.identity())))
                .count();
    }

    private static Long chatDuration(KeptEvent opened, List<KeptEvent> ordered) {
        Long duration = null;
        for (KeptEvent event : ordered) {
            if (event.type() == EventType.CLOSED) {
                duration = event.atMillis() - opened.atMillis();
            }
        }
        return duration;
    }

    /** Responses and reaction, under the contract's names. */
    private static final class Walk {
        private final long opened;
        private Long lq;
        private Long lr;
        private Long joined;
        private long responses;
        private long responseTime;
        private Long firstResponse;
        private Long firstReaction;

        private Walk(long opened) {
            this.opened = opened;
        }

        private void take(KeptEvent event) {
            if (event.assigns()) {
                joined = event.atMillis();
            } else if (event.type() == EventType.QUEUED) {
                joined = null;
            } else if (event.type() == EventType.MESSAGE_SENT && event.sender() == Sender.VISITOR) {
                asked(event.atMillis());
            } else if (event.type() == EventType.MESSAGE_SENT && event.sender() != Sender.SYSTEM) {
                answered(event.atMillis());
            }
        }

        private void asked(long m) {
            if (orOpened(lr) >= orOpened(lq)) {
                lq = m;
            }
        }

        private void answered(long m) {
            boolean waitedFor = orOpened(lq) > orOpened(lr);
            long rt = m - orOpened(lq);
            if (lr == null || waitedFor) {
                responses++;
                responseTime += rt;
            }
            if (lr == null && rt != 0) {
                firstResponse = rt;
                firstReaction = m - orOpened(joined);
            }
            if (waitedFor) {
                lr = m;
            }
        }

        private long orOpened(Long time) {
            return time == null ? opened : time;
        }

        /** Half up: the floor of the quotient plus a half. */
        private Long averageMicros() {
            if (responses == 0) {
                return null;
            }
            long twice = Math.addExact(Math.multiplyExact(responseTime, 2_000L), responses);
            return Math.floorDiv(twice, 2 * responses);
        }
    }
}
