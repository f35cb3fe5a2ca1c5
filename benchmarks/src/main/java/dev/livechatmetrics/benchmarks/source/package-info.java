/** What it costs to bring Rocket.Chat's data in, beside {@code send} and beside the pipeline. */
package dev.livechatmetrics.benchmarks.source;
