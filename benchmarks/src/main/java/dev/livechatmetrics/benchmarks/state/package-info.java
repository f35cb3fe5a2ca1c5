/** What conversations take on disk: the real processor and stores, without Kafka around them, on a clock of their own. */
package dev.livechatmetrics.benchmarks.state;
