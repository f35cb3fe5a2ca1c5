package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.cli.send.Envelope;
import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.LivechatEvent;

/** An event of the simulation. */
public record SimulatedEvent(LivechatEvent event) {
    /** When live traffic sends it, in milliseconds since the epoch: the time at which it occurs. */
    public long dueMillis() {
        return event.occurredAtMillis();
    }

    public EventTopic topic() {
        return event.type().compareTo(EventType.MESSAGE_SENT) < 0 ? EventTopic.CONVERSATIONS : EventTopic.MESSAGES;
    }

    public Envelope envelope() {
        return new Envelope(topic(), Ids.utf8(event.conversationId()), EventEncoder.encode(event));
    }
}
