package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.traffic.EventLog;
import java.nio.file.Path;

/**
 * One pass to be run.
 *
 * @param log to be read; for {@link LiveLoad} the one that it is to make
 * @param liveSeconds for which {@link LiveLoad} is to send events
 * @param applicationId used by no pass before
 * @param stateDir likewise; removed after the pass
 */
public record Task(
        String bootstrapServers,
        EventLog log,
        int liveSeconds,
        String applicationId,
        Path stateDir,
        Deadline deadline) {}
