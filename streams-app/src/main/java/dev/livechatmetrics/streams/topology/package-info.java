/** The topology: one processor, the stores of its task, the ledger and the dead letters; depends on Kafka Streams and the pure packages. */
package dev.livechatmetrics.streams.topology;
