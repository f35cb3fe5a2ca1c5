package dev.livechatmetrics.query.http;

/** Looks how things are for all streams at once. */
@FunctionalInterface
interface LiveSource {
    /** May take as long as the time to read. */
    LiveUpdate look();
}
