package dev.livechatmetrics.benchmarks.chaos;

/**
 * A fault that was, from its first moment until all was whole again.
 *
 * @param lastMissing what came last to be whole
 */
record Outbreak(Fault fault, String target, long startNanos, long endNanos, String lastMissing) {}
