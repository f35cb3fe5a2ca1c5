package dev.livechatmetrics.query.source;

import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.util.List;

/** Where events go. */
@FunctionalInterface
public interface EventLog {
    /**
     * True once all are kept. False where that is not known in time: some may be kept, or still be, so they are to be sent
     * again.
     */
    boolean append(List<LivechatEvent> events);
}
