package dev.livechatmetrics.query.http;

import java.time.Duration;

/**
 * What bounds the live streams of an instance.
 *
 * @param streams open at a time, beyond which the server refuses
 * @param streamsOfUser of one user, so that none takes all of them
 * @param look how long after a look that found nothing new the next one is
 * @param pause how long after an update the next look is: the least time between two updates
 * @param heartbeat between two signs of life
 * @param recheck between two looks at who may still listen
 * @param longestWrite after which a reader who does not take what was written is cut off
 * @param sendBufferBytes of a stream's socket: what the system keeps for a reader who does not read
 */
record LiveLimits(
        int streams,
        int streamsOfUser,
        Duration look,
        Duration pause,
        Duration heartbeat,
        Duration recheck,
        Duration longestWrite,
        int sendBufferBytes) {
    static final LiveLimits DEFAULT = new LiveLimits(
            500,
            250,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            16 << 10);
}
