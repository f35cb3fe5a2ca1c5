/** A real Kafka broker inside this process, for a workspace without a cluster; depends on Kafka's server and the logging alone. */
package dev.livechatmetrics.cli.broker;
