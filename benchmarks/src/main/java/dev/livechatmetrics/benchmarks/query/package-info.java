/** Measures questions: charts over HTTP beside a constant and beside databases, freshness, starts and memory. */
package dev.livechatmetrics.benchmarks.query;
