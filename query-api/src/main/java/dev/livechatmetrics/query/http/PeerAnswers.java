package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.cluster.PeerDoor;

/** What the route of other instances asks of the rest of the product. */
public interface PeerAnswers {
    /** Whether there is a secret by which other instances can be known; without it the route is not there. */
    boolean sharesSecret();

    PeerDoor.Reply answer(PeerDoor.Call call);
}
