/** The processes of a run: the broker and one JVM for each contender, so that none shares heap or compiled code. */
package dev.livechatmetrics.benchmarks.process;
