/**
 * Kills, freezes, cuts off and fills up brokers and instances under a load, and holds every answer against what was sent;
 * depends on the product as whoever starts it and asks it does.
 */
package dev.livechatmetrics.benchmarks.chaos;
