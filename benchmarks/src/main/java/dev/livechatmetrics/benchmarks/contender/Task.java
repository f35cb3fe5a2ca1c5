package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.nio.file.Path;

/**
 * One pass to be run.
 *
 * @param applicationId used by no pass before
 * @param stateDir likewise; removed after the pass
 */
public record Task(String bootstrapServers, LogTotals log, String applicationId, Path stateDir, Deadline deadline) {}
