package dev.livechatmetrics.schemas.rocketchat;

import dev.livechatmetrics.schemas.event.ClosedBy;
import dev.livechatmetrics.schemas.event.LivechatEvent;

/** {@code closedAt} with {@code closer} and {@code closedBy._id}, of which each but the first may be null. */
record Closing(long atMillis, String closer, String closedById) {
    /** Rocket.Chat's own user, in whose name idle conversations are closed. */
    private static final String SYSTEM_USER = "rocket.cat";

    LivechatEvent closed(String conversationId) {
        return new LivechatEvent.Closed(conversationId, atMillis, Identities.closed(atMillis), by());
    }

    private ClosedBy by() {
        if ("visitor".equals(closer)) {
            return ClosedBy.VISITOR;
        }
        if (SYSTEM_USER.equals(closedById)) {
            return ClosedBy.SYSTEM;
        }
        return "user".equals(closer) ? ClosedBy.AGENT : null;
    }
}
