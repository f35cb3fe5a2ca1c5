/** What is measured, each in the same way: one pass over the whole log, checked, timed from the first to the last record. */
package dev.livechatmetrics.benchmarks.contender;
