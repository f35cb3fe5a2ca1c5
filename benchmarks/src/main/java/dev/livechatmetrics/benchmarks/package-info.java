/** The run: broker, log, contenders and the report; each measurement stands beside its limit on the same machine. */
package dev.livechatmetrics.benchmarks;
