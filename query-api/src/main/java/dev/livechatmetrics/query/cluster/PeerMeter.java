package dev.livechatmetrics.query.cluster;

import java.time.Duration;

/** Is told of every call of another instance. */
@FunctionalInterface
public interface PeerMeter {
    void called(PeerResult result, Duration took);
}
