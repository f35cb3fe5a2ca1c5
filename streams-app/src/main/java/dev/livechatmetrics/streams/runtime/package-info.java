/** The life of the pipeline: topics checked, Kafka Streams started and stopped, partitions of this instance read. */
package dev.livechatmetrics.streams.runtime;
