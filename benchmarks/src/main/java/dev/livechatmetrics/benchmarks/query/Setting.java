package dev.livechatmetrics.benchmarks.query;

import java.nio.file.Path;

/**
 * What all measurements of a run share.
 *
 * @param wrk null where it is not installed
 * @param conversations in the large history
 * @param seconds of each subject in a round
 */
record Setting(
        String bootstrapServers,
        Path folder,
        Wrk wrk,
        Figures figures,
        long seed,
        int conversations,
        int rounds,
        int warmUpSeconds,
        int seconds) {}
