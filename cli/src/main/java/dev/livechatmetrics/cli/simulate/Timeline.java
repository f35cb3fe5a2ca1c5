package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.schemas.event.ClosedBy;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Assigned;
import dev.livechatmetrics.schemas.event.LivechatEvent.Closed;
import dev.livechatmetrics.schemas.event.LivechatEvent.Deleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageEdited;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Opened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Queued;
import dev.livechatmetrics.schemas.event.LivechatEvent.Reopened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Transferred;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events of one conversation as they are written down, with its clock: each takes the next millisecond. */
final class Timeline {
    private static final double EDITED = 0.02;
    private static final double TAKEN_BACK = 0.012;

    private final SplitMix64 random;
    private final String conversationId;
    private final List<LivechatEvent> events = new ArrayList<>();
    private long now;

    Timeline(SplitMix64 random, long startMillis) {
        this.random = random;
        this.conversationId = random.id();
        this.now = startMillis;
    }

    /** Lets time go by. */
    void pass(long millis) {
        now += millis;
    }

    void open(Department department) {
        events.add(new Opened(conversationId, now++, random.id(), department.id()));
    }

    void assign(String agentId) {
        events.add(new Assigned(conversationId, now++, random.id(), agentId));
    }

    /** Either may be null: stays as it is. */
    void transfer(Department department, String agentId) {
        events.add(new Transferred(conversationId, now++, random.id(), idOrNull(department), agentId));
    }

    /** The department may be null: stays as it is. */
    void queue(Department department) {
        events.add(new Queued(conversationId, now++, random.id(), idOrNull(department)));
    }

    /** By null: the event does not say. */
    void close(ClosedBy closedBy) {
        events.add(new Closed(conversationId, now++, random.id(), closedBy));
    }

    void reopen() {
        events.add(new Reopened(conversationId, now++, random.id()));
    }

    void delete() {
        events.add(new Deleted(conversationId, now++, random.id()));
    }

    /** A message; people edit some a little later, and take some back. */
    void say(Sender sender, String senderId) {
        String messageId = random.id();
        events.add(new MessageSent(conversationId, now, messageId, sender, senderId));
        if (sender == Sender.VISITOR || sender == Sender.AGENT) {
            if (random.chance(EDITED)) {
                events.add(new MessageEdited(conversationId, now + aWhile(), random.id(), messageId));
            }
            if (random.chance(TAKEN_BACK)) {
                events.add(new MessageDeleted(conversationId, now + aWhile(), random.id(), messageId));
            }
        }
        now++;
    }

    private long aWhile() {
        return random.logNormalMillis(20, 0.8, 3, 300);
    }

    /** In the order of time. */
    List<LivechatEvent> events() {
        events.sort(Comparator.comparingLong(LivechatEvent::occurredAtMillis));
        return events;
    }

    private static String idOrNull(Department department) {
        return department == null ? null : department.id();
    }
}
