/** A seeded log of conversations as real traffic would write it; depends on Kafka's clients alone. */
package dev.livechatmetrics.benchmarks.traffic;
