/** Who has a partition, and gathering all partitions into one whole answer; depends on the pipeline's reads. */
package dev.livechatmetrics.query.cluster;
