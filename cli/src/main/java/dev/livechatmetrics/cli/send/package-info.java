/** Sends envelopes to Kafka: parses lines, hands them to a producer and counts acknowledgements; depends on no other command. */
package dev.livechatmetrics.cli.send;
