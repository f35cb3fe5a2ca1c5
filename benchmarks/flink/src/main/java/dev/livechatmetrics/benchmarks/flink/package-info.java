/** The same charts as a job of Apache Flink with keyed state, to compare with; the module knows nothing of the pipeline. */
package dev.livechatmetrics.benchmarks.flink;
