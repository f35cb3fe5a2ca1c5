/** The same charts as Kafka's documentation would have them written, in the DSL of Kafka Streams, to compare with. */
package dev.livechatmetrics.benchmarks.textbook;
