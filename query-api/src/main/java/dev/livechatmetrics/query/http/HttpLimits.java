package dev.livechatmetrics.query.http;

import java.time.Duration;

/**
 * What bounds the server.
 *
 * @param threads for everything; more than {@code charts}, so that health and metrics answer while charts wait for stores
 * @param charts questions for charts answered at a time; each may take as long as the time to read
 * @param waitingCharts questions that wait for their turn, beyond which the server refuses
 * @param longestWait after which such a question is refused
 * @param headerBytes of a request, its address included
 * @param idle after which a connection without traffic is closed
 * @param stop for requests in flight to finish when the server stops
 */
record HttpLimits(
        int threads,
        int charts,
        int waitingCharts,
        Duration longestWait,
        int headerBytes,
        Duration idle,
        Duration stop) {
    static final HttpLimits DEFAULT =
            new HttpLimits(128, 96, 1_024, Duration.ofSeconds(4), 8_192, Duration.ofSeconds(30), Duration.ofSeconds(4));
}
