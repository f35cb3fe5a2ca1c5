package dev.livechatmetrics.benchmarks.process;

import dev.livechatmetrics.benchmarks.traffic.EventLog;

/**
 * What a contender's process is told: one pass over a log.
 *
 * @param withinSeconds after which it gives up
 */
record Order(EventLog log, int liveSeconds, long withinSeconds) {}
